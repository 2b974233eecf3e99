import type { MailFacts } from "./mail-text.ts";
import { inTraditional } from "./mailing-language.ts";

/** What is sent as a text message: who asks, for what, until when, the link, and the way out. */
export function textMessage({
  kind,
  language,
  group,
  project,
  minutes,
  waiting,
  lastDay,
  link,
}: Omit<MailFacts, "privacy">): string {
  if (language === "en") {
    const question = waiting ? "how has it been so far?" : "how do you like living here?";
    const ask = kind === "reminder" ? "your view is still missing" : `${question} About ${minutes} minutes`;
    return `${group}, ${project}: ${ask}, open until ${lastDay}: ${link} Reply TD to opt out.`;
  }
  const day = `${Number(lastDay.slice(5, 7))} 月 ${Number(lastDay.slice(8, 10))} 日`;
  const question = waiting ? "请您说说您的感受" : "请您说说住得怎么样";
  const ask =
    kind === "reminder" ? `还差您的意见，${day}截止` : `${question}，约 ${minutes} 分钟，${day}截止`;
  const text = `【${group}】${project}的业主您好，${ask}：${link} 退订回复 TD`;
  return language === "zh-TW" ? inTraditional(text, [group, project, link]) : text;
}
