import type { Text } from "#surveys/question.ts";
import type { IndexDefinition } from "./index-definition.ts";

/** One line of a definition as a person reads it; `place` is that of `check`. */
export type Line = Text & { readonly place: string };

/** An id beside its title. */
export function nameOf(id: string, title: Text | undefined): Text {
  return title ? { zh: `${title.zh}（${id}）`, en: `${title.en} (${id})` } : { zh: id, en: id };
}

/** Joint rules in words. */
export function jointLines(definition: IndexDefinition): readonly Line[] {
  return Object.entries(definition.joint).map(([id, rule]) => {
    const name = nameOf(id, rule.title);
    const conditions = Object.entries(rule.all).map(([item, cut]) => {
      const title = nameOf(item, definition.items[item]?.title);
      return { zh: `${title.zh} ≥ ${cut}`, en: `${title.en} ≥ ${cut}` };
    });
    return {
      place: `joint/${id}`,
      zh: `${name.zh} ＝ 同时满足 ${conditions.map(({ zh }) => zh).join("、")} 的业主占比 × 100，只计几题都作答的业主`,
      en: `${name.en} = share of owners with ${conditions.map(({ en }) => en).join(" and ")} × 100, among those who answered all of them`,
    };
  });
}

/** Segments in words, in the order they are tested. */
export function segmentLines(definition: IndexDefinition): readonly Line[] {
  return Object.entries(definition.segments ?? {}).map(([id, rule]) => {
    const name = nameOf(id, rule.title);
    const cuts = Object.entries(rule.cuts).map(([item, cut]) => ({
      ...cut,
      ...nameOf(item, definition.items[item]?.title),
    }));
    const list = (language: "zh" | "en", condition: (cut: (typeof cuts)[number]) => string) =>
      cuts.map((cut) => `${cut[language]} ${condition(cut)}`).join(language === "zh" ? "、" : ", ");
    return {
      place: `segments/${id}`,
      zh: `${name.zh}：忠诚 ＝ ${list("zh", (cut) => `≥ ${cut.secure}`)}；满意 ＝ ${list("zh", (cut) => `≥ ${cut.favourable}`)}；流失 ＝ 有任一 ${list("zh", (cut) => `≤ ${cut.atRisk}`)}；其余为动摇。依次判断，只计几题都作答的业主`,
      en: `${name.en}: secure = ${list("en", (cut) => `≥ ${cut.secure}`)}; favourable = ${list("en", (cut) => `≥ ${cut.favourable}`)}; at risk = any of ${list("en", (cut) => `≤ ${cut.atRisk}`)}; vulnerable = the rest. Tested in this order, among those who answered all of them`,
    };
  });
}

/** Operational measures as arithmetic on records. */
export function measureLines(definition: IndexDefinition): readonly Line[] {
  return Object.entries(definition.measures ?? {}).map(([id, { title, source, per, worst, best }]) => {
    const name = nameOf(id, title);
    const ratio = per === 1 ? source : `${source} × ${per}`;
    return {
      place: `measures/${id}`,
      zh: `${name.zh} ＝ （${ratio} − ${worst}）÷（${best} − ${worst}）× 100，限于 0–100（${best < worst ? "越少越好" : "越多越好"}）`,
      en: `${name.en} = (${ratio} − ${worst}) ÷ (${best} − ${worst}) × 100, held within 0–100 (${best < worst ? "less" : "more"} is better)`,
    };
  });
}
