import { itemsBelow } from "#analytics/columns-of-definition.ts";
import {
  type IndexDefinition,
  type IndexNode,
  SEGMENTS,
  type Segment,
  segmentId,
} from "#analytics/index-definition.ts";
import type { Reach } from "#server/scope/sight.ts";
import type { Question, Text } from "#surveys/question.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import type { NodeRef, ReadingUnit } from "./reading-view.ts";

/** A row of the indicator tree, as screens list it. */
export type NodeInfo = NodeRef & {
  readonly kind: "index" | "dimension" | "item" | "measure";
  readonly depth: number;
  readonly parent: string | null;
  readonly hasChildren: boolean;
  /** Items it is made of; an item is made of itself. */
  readonly items: readonly string[];
  /** Share of its parent, 0–1, by the definition's weights. */
  readonly share: number;
};

/** Net promoter score: no part of the index, shown beside it where the definition asks how likely owners recommend. */
export const NPS = "NPS";
/** The joint rule that headline tiles show as loyalty. */
export const LOYALTY = "loyalty";

/** The item on the scale 0–10 that the net promoter score is taken from; undefined when there is none. */
function recommendationItem(definition: IndexDefinition): string | undefined {
  return Object.entries(definition.items).find(([, { scale }]) => scale[0] === 0 && scale[1] === 10)?.[0];
}

/** A definition of one number: the net promoter score (promoters 9–10, detractors 0–6) of a definition's answers. */
export function npsDefinition(definition: IndexDefinition): IndexDefinition | undefined {
  const item = recommendationItem(definition);
  if (item === undefined) return undefined;
  return {
    ...definition,
    items: { [item]: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } },
    tree: { id: NPS, items: { [item]: 10_000 } },
    phaseWeights: undefined,
    joint: {},
    segments: undefined,
    measures: undefined,
  };
}

const SEGMENT_NAMES: Readonly<Record<Segment, Text>> = {
  secure: { zh: "忠诚", en: "secure" },
  favourable: { zh: "满意", en: "favourable" },
  vulnerable: { zh: "动摇", en: "vulnerable" },
  "at-risk": { zh: "流失", en: "at risk" },
};

const NPS_TITLE: Text = { zh: "净推荐值", en: "Net promoter score" };

function portOf(text: string | undefined): string | null {
  return text ?? null;
}

/** Every row of a definition: the tree from the top, each followed by what it is made of, then the measures beside it. */
export function nodeInfos(
  definition: IndexDefinition,
  questions: ReadonlyMap<string, Question>,
): readonly NodeInfo[] {
  const unitOf = (item: string): ReadingUnit => {
    const rule = definition.items[item]?.score;
    return rule === "net" ? "nps" : rule === "top-box" ? "percent" : "points";
  };
  const itemInfo = (item: string, parent: string, depth: number, share: number): NodeInfo => {
    const question = questions.get(item);
    const title = definition.items[item]?.title ?? question?.short ?? { zh: item, en: item };
    const port = portOf(definition.items[item]?.port ?? question?.port);
    const rest = { kind: "item", depth, parent, hasChildren: false, items: [item], share } as const;
    return { id: item, title, port, unit: unitOf(item), ...rest };
  };
  /** A measure of operations, made of nobody's answers. */
  const recordInfo = (id: string, parent: string, depth: number, share: number): NodeInfo => {
    const { title = { zh: id, en: id }, port } = definition.measures?.[id] ?? {};
    const rest = { kind: "item", depth, parent, hasChildren: false, items: [], share } as const;
    return { id, title, port: portOf(port), unit: "points", ...rest };
  };
  const walk = (node: IndexNode, parent: string | null, depth: number, share: number): NodeInfo[] => {
    const weights = [
      ...(node.combine ?? []).map((child) => child.weight ?? 0),
      ...Object.values(node.items ?? {}),
      ...Object.values(node.measures ?? {}),
    ];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const part = (weight: number) => (total > 0 ? weight / total : 0);
    const own: NodeInfo = {
      id: node.id,
      title: node.title ?? definition.title ?? { zh: node.id, en: node.id },
      port: portOf(node.port),
      unit: "points",
      kind: node.combine || depth === 0 ? "index" : "dimension",
      depth,
      parent,
      hasChildren: weights.length > 0,
      items: itemsBelow(node),
      share,
    };
    return [
      own,
      ...(node.combine ?? []).flatMap((child) => walk(child, node.id, depth + 1, part(child.weight ?? 0))),
      ...Object.entries(node.items ?? {}).map(([item, weight]) =>
        itemInfo(item, node.id, depth + 1, part(weight)),
      ),
      ...Object.entries(node.measures ?? {}).map(([id, weight]) =>
        recordInfo(id, node.id, depth + 1, part(weight)),
      ),
    ];
  };
  const measure = (id: string, title: Text, unit: ReadingUnit, items: readonly string[]): NodeInfo => {
    const rest = { kind: "measure", depth: 0, parent: null, hasChildren: false, share: 0 } as const;
    return { id, title, port: null, unit, items, ...rest };
  };
  const recommendation = recommendationItem(definition);
  return [
    ...walk(definition.tree, null, 0, 1),
    ...Object.entries(definition.joint).map(([id, rule]) =>
      measure(id, rule.title ?? { zh: id, en: id }, "percent", Object.keys(rule.all)),
    ),
    ...Object.entries(definition.segments ?? {}).flatMap(([id, rule]) =>
      SEGMENTS.map((segment) => {
        const { zh, en } = rule.title ?? { zh: id, en: id };
        const name = SEGMENT_NAMES[segment];
        const title = { zh: `${zh}·${name.zh}`, en: `${en}: ${name.en}` };
        return measure(segmentId(id, segment), title, "percent", Object.keys(rule.cuts));
      }),
    ),
    ...(recommendation === undefined ? [] : [measure(NPS, NPS_TITLE, "nps", [recommendation])]),
  ];
}

/** What a screen names a node by. */
export function nodeRef({ id, title, port, unit }: NodeInfo): NodeRef {
  return { id, title, port, unit };
}

/**
 * The rows somebody may read for a unit: all, or for a port's head those the port answers for, with the rows above
 * them for context. An item of another port is not among them.
 */
export function visibleNodes(infos: readonly NodeInfo[], reach: Reach): readonly NodeInfo[] {
  if (reach === "all") return infos;
  const own = (info: NodeInfo) => info.port !== null && reach.has(info.port as ServicePort);
  const above = new Set<string>();
  const byId = new Map(infos.map((info) => [info.id, info]));
  for (const info of infos.filter(own))
    for (let parent = info.parent; parent !== null; parent = byId.get(parent)?.parent ?? null)
      above.add(parent);
  return infos.filter((info) => info.kind !== "measure" && (own(info) || above.has(info.id)));
}
