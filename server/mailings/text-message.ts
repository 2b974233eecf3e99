import type { MailFacts } from "./mail-text.ts";

/** What is sent as a text message: who asks, for what, until when, the link, and the way out. */
export function textMessage({
  kind,
  language,
  group,
  project,
  lastDay,
  link,
}: Omit<MailFacts, "privacy">): string {
  if (language === "en") {
    const ask =
      kind === "reminder" ? "your view is still missing" : "how do you like living here? About 4 minutes";
    return `${group}, ${project}: ${ask}, open until ${lastDay}: ${link} Reply TD to opt out.`;
  }
  const day = `${Number(lastDay.slice(5, 7))} 月 ${Number(lastDay.slice(8, 10))} 日`;
  const ask = kind === "reminder" ? `还差您的意见，${day}截止` : `请您说说住得怎么样，约 4 分钟，${day}截止`;
  return `【${group}】${project}的业主您好，${ask}：${link} 退订回复 TD`;
}
