import { html, htmlText } from "#server/http/html.ts";
import type { Mail } from "./mail-sender.ts";
import { inTraditional, type MailingLanguage } from "./mailing-language.ts";
import type { MailingKind } from "./mailing-order.ts";

/** What an e-mail says is fixed but for these. */
export type MailFacts = {
  readonly kind: MailingKind;
  readonly language: MailingLanguage;
  /** Who asks. */
  readonly group: string;
  readonly project: string;
  /** How long answering takes. */
  readonly minutes: number;
  /** Not handed over yet: nobody lives there, and nothing is asked about it. */
  readonly waiting: boolean;
  /** YYYY-MM-DD */
  readonly lastDay: string;
  readonly link: string;
  readonly privacy: string;
};

type Words = {
  readonly subject: string;
  readonly greeting: string;
  readonly lines: readonly string[];
  readonly go: string;
  readonly optOut: string;
  readonly privacy: string;
};

function chinese({ kind, group, project, minutes, waiting, lastDay }: MailFacts): Words {
  const day = `${Number(lastDay.slice(5, 7))} 月 ${Number(lastDay.slice(8, 10))} 日`;
  const reminder = kind === "reminder";
  const felt = waiting ? "到现在为止的感受" : "过去一年的居住感受";
  return {
    subject: reminder
      ? `${project}：还差您的意见，${day}截止`
      : `${project}：请您说说${waiting ? "您的感受" : "住得怎么样"}`,
    greeting: `${project}的业主，您好：`,
    lines: [
      reminder
        ? `前些天我们想听听您${felt}，还没有收到您的回答。问卷开到 ${day}。`
        : `${group}想听听您${felt}，大约 ${minutes} 分钟。问卷开到 ${day}。`,
      "参加与否由您决定，哪一题都可以跳过。回答不带您的姓名，项目和物业看不到您答了什么。",
      "这个链接只属于您家，请不要转发。换一台手机或电脑打开，可以接着答。",
    ],
    go: "开始回答",
    optOut: "以后都不要发给我",
    privacy: "隐私说明",
  };
}

/** As the owner's page has it for Taiwan and Hong Kong; names stay as they are registered. */
function inTaiwan(facts: MailFacts): Words {
  const { subject, greeting, lines, go, optOut, privacy } = chinese(facts);
  const told = (text: string) => inTraditional(text, [facts.group, facts.project]);
  return {
    subject: told(subject),
    greeting: told(greeting),
    lines: lines.map(told),
    go: told(go),
    optOut: told(optOut),
    privacy: told(privacy),
  };
}

const WORDS: Readonly<Record<MailingLanguage, (facts: MailFacts) => Words>> = {
  "zh-CN": chinese,
  "zh-TW": inTaiwan,
  en: english,
};

function english({ kind, group, project, minutes, waiting, lastDay }: MailFacts): Words {
  const reminder = kind === "reminder";
  const fared = waiting ? "how it has been for you so far" : "how you fared at home over the past year";
  return {
    subject: reminder
      ? `${project}: your view is still missing, open until ${lastDay}`
      : `${project}: ${waiting ? "how has it been so far" : "how do you like living here"}`,
    greeting: `Dear owner at ${project},`,
    lines: [
      reminder
        ? `Some days ago we asked ${fared}, and have no answer from you yet. The survey is open until ${lastDay}.`
        : `${group} would like to hear ${fared}. It takes about ${minutes} minutes and is open until ${lastDay}.`,
      "Taking part is up to you, and every question may be skipped. Your answers carry no name; the project and its property service do not see what you said.",
      "This link belongs to your home alone, please do not pass it on. Open it on another device and you go on where you left.",
    ],
    go: "Begin",
    optOut: "Never write to me again",
    privacy: "Privacy notice",
  };
}

/** The invitation or reminder as an e-mail, in plain text and in markup without a picture or anything fetched. */
export function composeMail(facts: MailFacts, to: string): Mail {
  const words = WORDS[facts.language](facts);
  const optOut = `${facts.link}?at=optout`;
  const text = [
    words.greeting,
    "",
    ...words.lines.flatMap((line) => [line, ""]),
    `${words.go}: ${facts.link}`,
    "",
    facts.group,
    "",
    `${words.optOut}: ${optOut}`,
    `${words.privacy}: ${facts.privacy}`,
    "",
  ].join("\n");
  const markup = html`<!doctype html><html lang="${facts.language}"><body style="margin:0;background:#f6f7f9;font-family:sans-serif;color:#14181f"><div style="max-width:560px;margin:0 auto;padding:24px 20px;background:#fff;font-size:17px;line-height:1.6"><p>${words.greeting}</p>${words.lines.map((line) => html`<p>${line}</p>`)}<p style="margin:28px 0"><a href="${facts.link}" style="display:inline-block;padding:12px 28px;border-radius:10px;background:#2449b4;color:#fff;text-decoration:none">${words.go}</a></p><p>${facts.group}</p><p style="font-size:14px;color:#454e5a"><a href="${optOut}" style="color:#2449b4">${words.optOut}</a> · <a href="${facts.privacy}" style="color:#2449b4">${words.privacy}</a></p></div></body></html>`;
  return { to, subject: words.subject, text, html: htmlText(markup), optOut };
}
