import type { Text } from "#surveys/question.ts";
import { html } from "../http/html.ts";
import type { RetentionSettings } from "../retention/settings.ts";
import { ownerPage, type Reading } from "./document.ts";
import { nameIn } from "./in-language.ts";
import { traditional } from "./traditional.ts";

type Part = { readonly id: string; readonly head: string; readonly lines: readonly string[] };

/** Whom owners turn to about their data. */
export type PrivacyContact = { readonly organisation: Text; readonly contact: string | undefined };

/** How long things are kept, and how soon somebody is forgotten: what the settings in force say. */
export type Promised = RetentionSettings;

function chinese(who: string, contact: string | undefined, promised: Promised): readonly Part[] {
  const reach =
    contact === undefined ? "请告诉您的管家或项目客服，由他们转给集团客户关系中心" : `请联系：${contact}`;
  return [
    {
      id: "who",
      head: "谁在收集",
      lines: [`${who}客户关系中心。${reach}。`],
    },
    {
      id: "why",
      head: "为了什么、怎么用",
      lines: [
        "了解业主对房屋、交付、维修和物业服务的感受，算出各项目、各部门的汇总分数，用来改进服务和考核。",
        "只看汇总：一个组作答的人太少就不出分数，不到 5 人什么都不显示。项目、物业和被评的部门看不到您个人怎么答。",
        "只有您在最后选了“愿意”，跟进您这件事的客服才看得到您的回答。",
        "不出售、不外传，不用来推销，也不用来决定对您的价格或服务。",
      ],
    },
    {
      id: "what",
      head: "收集哪些",
      lines: [
        "您选的答案和写的话。写下的电话、证件号、车牌、房号和姓名，在其他人看到之前会遮掉。",
        "作答的时间和语言；用来发现重复作答的两个记号：这个浏览器的随机编号和网络地址，都只存加密后的结果，换一次调查就对不上。",
        "不要求姓名、证件号、家庭情况。为了记住字号、语言和防止重复，会放三个小 cookie，没有别家的代码。",
      ],
    },
    {
      id: "keep",
      head: "怎么存、存在哪里",
      lines: [
        `姓名和电话加密存放，与回答分开。调查结束 ${promised["retention.links_months"]} 个月后，自动销毁回答与您的对应关系，只留汇总数字；您要求，就提前销毁。`,
        `没交的草稿、联系时的备注和两个记号，调查结束 ${promised["retention.work_months"]} 个月后自动销毁。房屋转让 ${promised["retention.former_months"]} 个月后，自动销毁原业主的姓名和电话。`,
        "数据存放在中国境内。",
      ],
    },
    {
      id: "rights",
      head: "您的权利",
      lines: [
        "自愿参加。任何一题都可以跳过，随时可以停下或选择以后都不再收到，不影响任何服务。",
        `您可以查看、复制、更正或要求删除自己的回答，也可以撤回同意。${reach}，报上回执编号更快。`,
        `要删除，也可以打开您收到的链接，点“申请删除”。我们在 ${promised["privacy.erasure_days"]} 个工作日内办完，并可以给您凭证。`,
        "如果觉得处理得不对，可以向网信部门投诉。",
      ],
    },
    {
      id: "minors",
      head: "未成年人",
      lines: ["只请年满 18 岁的业主作答。"],
    },
  ];
}

function english(who: string, contact: string | undefined, promised: Promised): readonly Part[] {
  const reach =
    contact === undefined
      ? "Ask your steward or the project's customer service, who pass it on to group customer relations"
      : `Write or call: ${contact}`;
  return [
    { id: "who", head: "Who collects", lines: [`The customer relations centre of ${who}. ${reach}.`] },
    {
      id: "why",
      head: "What for and how",
      lines: [
        "To learn how owners feel about home, handover, repairs and property service, and to make scores of projects and departments for improvement and appraisal.",
        "Totals only: a group with too few answers gets no score, with fewer than 5 nothing is shown. No project, property or rated department sees what you answered.",
        "Only if you chose “Yes” at the end do those who follow up your matter see your answers.",
        "Never sold, never passed on, never used for selling or for deciding your price or service.",
      ],
    },
    {
      id: "what",
      head: "What is collected",
      lines: [
        "The answers you chose and the words you wrote. Phone, identity and plate numbers, rooms and names are masked before others read them.",
        "Time and language of answering, and two marks against double answers: a random number of this browser and the network address, both kept only in keyed form that cannot be followed to another survey.",
        "No name, identity number or family facts are asked. Three small cookies remember letter size, language and the browser; there is no code of others.",
      ],
    },
    {
      id: "keep",
      head: "How and where it is kept",
      lines: [
        `Name and phone are kept encrypted, apart from answers. ${promised["retention.links_months"]} months after a survey the link between you and your answers is destroyed by itself and totals remain; sooner, if you ask.`,
        `Unsent drafts, notes of contacts and the two marks are destroyed ${promised["retention.work_months"]} months after the survey. ${promised["retention.former_months"]} months after a home was sold, its former owner's name and phone are destroyed.`,
        "The data are kept in mainland China.",
      ],
    },
    {
      id: "rights",
      head: "Your rights",
      lines: [
        "Taking part is voluntary. Skip any question, stop at any time or ask never to be sent one again; no service depends on it.",
        `You may see, copy, correct or delete your answers and withdraw consent. ${reach}; the receipt number helps.`,
        `To have them deleted you may also open the link you received and choose “Ask for deletion”. It is done within ${promised["privacy.erasure_days"]} working days, and you can have a certificate.`,
        "You may complain to the cyberspace authority.",
      ],
    },
    { id: "minors", head: "Minors", lines: ["Only owners of 18 and over are asked."] },
  ];
}

/** Holds the organisation's place while words are converted: a name stays as it is registered. */
const NAME = "\uFFFC";

/** The whole privacy notice in plain words (PIPL Art. 17). */
export function privacyPage(
  reading: Reading,
  { organisation, contact }: PrivacyContact,
  promised: Promised,
): string {
  const { language } = reading;
  const isEnglish = language === "en";
  const title = isEnglish ? "Privacy notice" : "隐私说明";
  const parts = (isEnglish ? english : chinese)(NAME, contact, promised);
  const say = (words: string) =>
    (language === "zh-TW" ? traditional(words) : words).replaceAll(NAME, nameIn(organisation, language));
  const sections = parts.map(
    ({ id, head, lines }) =>
      html`<h2 id="${id}">${say(head)}</h2>${lines.map((line) => html`<p>${say(line)}</p>`)}`,
  );
  const main = html`<main class="pr"><h1>${say(title)}</h1>${sections}<p class="m">&nbsp;</p></main>`;
  return ownerPage(reading, { title: say(title), main, languages: true });
}
