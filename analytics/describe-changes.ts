import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Text } from "#surveys/question.ts";
import { SERVICE_PORT_LABELS } from "#surveys/service-port.ts";
import { nodesOf } from "./columns-of-definition.ts";
import type { Line } from "./describe-leaves.ts";
import { type Change, diff } from "./diff.ts";
import type { IndexDefinition } from "./index-definition.ts";

const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 2 });

function share(weight: unknown): string {
  return PERCENT.format(Number(weight ?? 0) / 10_000);
}

/** By id, what everything of two definitions is called, the newer name first. */
function namesOf(before: IndexDefinition, after: IndexDefinition): (id: string) => Text {
  const names = new Map<string, Text>();
  for (const definition of [before, after]) {
    const put = (id: string, title: Text | undefined) => title && names.set(id, title);
    for (const node of nodesOf(definition.tree)) put(node.id, node.title);
    for (const [id, { title }] of Object.entries(definition.items)) put(id, title);
    for (const [id, { title }] of Object.entries(definition.joint)) put(id, title);
    for (const [id, { title }] of Object.entries(definition.segments ?? {})) put(id, title);
    for (const [id, { title }] of Object.entries(definition.measures ?? {})) put(id, title);
    for (const { phase, zh, en } of OWNER_PHASE_LABELS) put(phase, { zh, en });
  }
  return (id) => names.get(id) ?? { zh: id, en: id };
}

const RULES: Readonly<Record<string, Text>> = {
  missing: { zh: "缺数据时", en: "Missing data" },
  emptyStratum: { zh: "无人作答的项目阶段", en: "Projects and phases without answers" },
  minimumAnswers: { zh: "最少有效答卷", en: "Fewest answers" },
  title: { zh: "名称", en: "Title" },
  "weights/collapseBelow": { zh: "合并加权的答卷数", en: "Answers below which cells are weighted together" },
  "weights/trim": { zh: "权重截断倍数", en: "Weights cut at" },
  scale: { zh: "量表", en: "scale" },
  score: { zh: "计分", en: "scoring" },
  boxes: { zh: "取最好的答案数", en: "best answers counted" },
  promoters: { zh: "推荐者分界", en: "promoters from" },
  detractors: { zh: "贬损者分界", en: "detractors up to" },
  port: { zh: "端口", en: "port" },
  source: { zh: "来源", en: "source" },
  per: { zh: "每", en: "per" },
  worst: { zh: "0 分对应", en: "worst" },
  best: { zh: "100 分对应", en: "best" },
};

const VALUES: Readonly<Record<string, Text>> = {
  ...SERVICE_PORT_LABELS,
  renormalise: { zh: "不计，其余放大", en: "left out, others scaled up" },
  undefined: { zh: "不出数", en: "no value" },
  error: { zh: "不出数，先补答", en: "no numbers until settled" },
  collapse: { zh: "与相近的合并", en: "weighted with neighbours" },
  drop: { zh: "不计入", en: "left out" },
  "min-max": { zh: "最低到最高", en: "lowest to highest" },
  "of-max": { zh: "占满分", en: "of the top" },
  "top-box": { zh: "最好答案占比", en: "share of best answers" },
  net: { zh: "推荐减贬损", en: "promoters minus detractors" },
};

const CUTS: Readonly<Record<string, Text>> = {
  secure: { zh: "忠诚", en: "secure" },
  favourable: { zh: "满意", en: "favourable" },
  atRisk: { zh: "流失", en: "at risk" },
};

function ruleName(field: string): Text {
  return RULES[field] ?? { zh: field, en: field };
}

function said(value: unknown): Text {
  if (value === null || value === undefined) return { zh: "无", en: "none" };
  if (typeof value === "object" && value !== null && "zh" in value) return value as Text;
  if (Array.isArray(value)) return { zh: value.join("–"), en: value.join("–") };
  return VALUES[String(value)] ?? { zh: String(value), en: String(value) };
}

type Moved = { readonly id: string; readonly from: string; readonly to: string; readonly weight: unknown };

/** Items and measures that left one node and came to another: one change, not two. */
function movedLeaves(changes: readonly Change[]): readonly Moved[] {
  const leaf = /^tree\/([^/]+)\/(?:items|measures)\/([^/]+)$/;
  const of = (kind: Change["kind"]) =>
    changes.flatMap((change) => {
      const [, node, id] = change.kind === kind ? (leaf.exec(change.place) ?? []) : [];
      return node !== undefined && id !== undefined ? [{ node, id, change }] : [];
    });
  const came = new Map(of("added").map((each) => [each.id, each]));
  return of("removed").flatMap(({ node, id }) => {
    const there = came.get(id);
    return there ? [{ id, from: node, to: there.node, weight: there.change.after }] : [];
  });
}

/** A line in both languages from one per language. */
function line(place: string, zh: string, en: string): Line {
  return { place, zh, en };
}

function weightLine(change: Change, of: Text, where?: Text): Line {
  const [was, is] = [share(change.before), share(change.after)];
  return line(
    change.place,
    `${where ? `${where.zh}：` : ""}${of.zh}权重 ${was} → ${is}`,
    `${where ? `${where.en}: ` : ""}${of.en} weight ${was} → ${is}`,
  );
}

function leafLine(change: Change, node: Text, leaf: Text): Line {
  switch (change.kind) {
    case "added":
      return line(
        change.place,
        `${node.zh}加入${leaf.zh}，权重 ${share(change.after)}`,
        `${leaf.en} joins ${node.en} with ${share(change.after)}`,
      );
    case "removed":
      return line(
        change.place,
        `${node.zh}移出${leaf.zh}（原权重 ${share(change.before)}）`,
        `${leaf.en} leaves ${node.en} (it had ${share(change.before)})`,
      );
    default:
      return weightLine(change, leaf, node);
  }
}

function nodeLine(change: Change, node: Text, names: (id: string) => Text): Line {
  switch (change.kind) {
    case "added":
      return line(change.place, `新增维度${node.zh}`, `New indicator ${node.en}`);
    case "removed":
      return line(change.place, `停用维度${node.zh}`, `Indicator ${node.en} retired`);
    default: {
      const [from, to] = [names(String(change.before)), names(String(change.after))];
      return line(
        change.place,
        `${node.zh}从${from.zh}移到${to.zh}`,
        `${node.en} moves from ${from.en} to ${to.en}`,
      );
    }
  }
}

function fieldLine(change: Change, of: Text | undefined, field: string): Line {
  const [name, was, is] = [ruleName(field), said(change.before), said(change.after)];
  const [zh, en] = of ? [`${of.zh}${name.zh}`, `${of.en} ${name.en}`] : [name.zh, name.en];
  return line(change.place, `${zh}：${was.zh} → ${is.zh}`, `${en}: ${was.en} → ${is.en}`);
}

function lineOf(change: Change, names: (id: string) => Text): Line {
  const { place, kind } = change;
  const [root = "", id = "", third = "", fourth = "", fifth = ""] = place.split("/");
  switch (root) {
    case "tree":
      if (third === "") return nodeLine(change, names(id), names);
      if (third === "weight") return weightLine(change, names(id));
      if (third === "items" || third === "measures") return leafLine(change, names(id), names(fourth));
      return fieldLine(change, names(id), third);
    case "phaseWeights":
      return weightLine(change, names(third), names(id));
    case "standard":
      return weightLine(change, { zh: `标准构成${names(id).zh}`, en: `standard mix ${names(id).en}` });
    case "items":
    case "measures":
    case "joint":
    case "segments": {
      const of = names(id);
      if (third === "" && kind === "added") return line(place, `新定义${of.zh}`, `${of.en} defined`);
      if (third === "") return line(place, `不再定义${of.zh}`, `${of.en} no longer defined`);
      if (third === "all" || third === "cuts") {
        const cut = { zh: `${of.zh}：${names(fourth).zh}分界`, en: `${of.en}: cut of ${names(fourth).en}` };
        const [was, is] = [said(change.before), said(change.after)];
        const which = CUTS[fifth];
        return line(
          place,
          `${cut.zh}${which ? `（${which.zh}）` : ""} ${was.zh} → ${is.zh}`,
          `${cut.en}${which ? ` (${which.en})` : ""} ${was.en} → ${is.en}`,
        );
      }
      return fieldLine(change, of, third);
    }
    default:
      return fieldLine(change, undefined, place);
  }
}

/** In a phase, a part that is new and counts nothing there, or counted nothing and went: its own line says all. */
function isNothing({ place, before, after }: Change): boolean {
  return place.startsWith("phaseWeights/") && Number(before ?? 0) === Number(after ?? 0);
}

/**
 * What changed from one definition to another as a person would say it, by place, those that can move numbers first. A leaf
 * that went from one node to another is one change.
 */
export function describeChanges(before: IndexDefinition, after: IndexDefinition): readonly Line[] {
  const changes = diff(before, after);
  const names = namesOf(before, after);
  const moved = movedLeaves(changes);
  const isMove = ({ place, kind }: Change) =>
    moved.some(
      ({ id, from, to }) =>
        (kind === "removed" &&
          (place === `tree/${from}/items/${id}` || place === `tree/${from}/measures/${id}`)) ||
        (kind === "added" && (place === `tree/${to}/items/${id}` || place === `tree/${to}/measures/${id}`)),
    );
  const lines = changes
    .filter((change) => !isMove(change) && !isNothing(change))
    .toSorted((a, b) => (a.affects === b.affects ? 0 : a.affects === "numbers" ? -1 : 1))
    .map((change) => lineOf(change, names));
  return [
    ...moved.map(({ id, from, to, weight }) =>
      line(
        `tree/${to}/${id}`,
        `${names(id).zh}从${names(from).zh}移到${names(to).zh}，权重 ${share(weight)}`,
        `${names(id).en} moves from ${names(from).en} to ${names(to).en} with ${share(weight)}`,
      ),
    ),
    ...lines,
  ];
}
