import { answerLabel } from "./answer-label.ts";
import type { Question, Text } from "./question.ts";

/**
 * Who is asked a question, in words.
 * @param subject the earlier question its condition names
 */
export function routingWords({ showWhen, recency }: Question, subject: Question | undefined): Text {
  const parts: Text[] = [];
  if (showWhen) {
    const { item, values } = showWhen;
    const labels = values.map((value) => (subject ? answerLabel(subject, value) : { zh: value, en: value }));
    parts.push({
      zh: `${item} 答${labels.map(({ zh }) => `“${zh}”`).join("或")}时`,
      en: `When ${item} is ${labels.map(({ en }) => `“${en}”`).join(" or ")}`,
    });
  }
  if (recency) {
    const { since, months } = recency;
    parts.push({
      zh: `${since === "signing" ? "签约" : "收房"} ${months} 个月内`,
      en: `${showWhen ? "within" : "Within"} ${months} ${months === 1 ? "month" : "months"} of ${since}`,
    });
  }
  if (parts.length === 0) return { zh: "都问", en: "Everybody" };
  return { zh: parts.map(({ zh }) => zh).join("，"), en: parts.map(({ en }) => en).join(", ") };
}
