import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { checkJoint, checkMeasures, checkSegments } from "./check-leaves.ts";
import { itemsBelow, nodesOf } from "./columns-of-definition.ts";
import { type DefinitionProblem, error, warning } from "./definition-problem.ts";
import {
  type IndexDefinition,
  type IndexNode,
  indexDefinition,
  SEGMENTS,
  segmentId,
} from "./index-definition.ts";

function checkItem(id: string, item: IndexDefinition["items"][string]): readonly DefinitionProblem[] {
  const place = `items/${id}`;
  const [low, high] = item.scale;
  switch (item.score) {
    case "min-max":
      return [];
    case "of-max":
      return high > 0
        ? []
        : [
            error("scale", place, [
              "满分必须大于 0：请改量表或改用 min-max。",
              "The top of the scale must be above 0: change the scale or score min-max.",
            ]),
          ];
    case "top-box":
      if (item.boxes === undefined) {
        return [
          error("boxes", place, [
            "请写明取最好的几个答案（boxes）。",
            "Say how many of the best answers count (boxes).",
          ]),
        ];
      }
      return item.boxes > high - low
        ? [
            error("boxes", place, [
              "boxes 必须少于量表的答案个数，否则人人都算满意。",
              "Boxes must be fewer than the answers of the scale, or everybody counts.",
            ]),
          ]
        : [];
    case "net": {
      const { promoters, detractors } = item;
      if (promoters === undefined || detractors === undefined) {
        return [
          error("cuts", place, [
            "请写明推荐者和贬损者的分界（promoters、detractors）。",
            "Give the cuts of promoters and detractors.",
          ]),
        ];
      }
      return detractors < promoters && promoters <= high && detractors >= low
        ? []
        : [
            error("cuts", place, [
              "贬损者分界须低于推荐者分界，且都在量表内。",
              "The detractors' cut must lie below the promoters', both on the scale.",
            ]),
          ];
    }
  }
}

function checkNode(definition: IndexDefinition, node: IndexNode, path: string): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const children = node.combine ?? [];
  const items = Object.keys(node.items ?? {});
  const measures = Object.keys(node.measures ?? {});
  if (children.length + items.length + measures.length === 0) {
    problems.push(
      error("empty", path, [
        "这个指标下面没有题目：请加题目或删去它。",
        "Nothing is below this indicator: add items or remove it.",
      ]),
    );
  }
  for (const child of children) {
    if (child.weight !== undefined) continue;
    problems.push(
      error("weight", `${path}/${child.id}`, [
        "缺少权重：请填写基点数（10000 = 100%）。",
        "The weight is missing: give basis points (10000 = 100 %).",
      ]),
    );
  }
  const weights = [
    ...children.map((child) => child.weight ?? 0),
    ...Object.values(node.items ?? {}),
    ...Object.values(node.measures ?? {}),
  ];
  if (weights.length > 0 && weights.every((weight) => weight === 0)) {
    problems.push(
      error("weight", path, [
        "下级权重全部为 0：至少一项须大于 0。",
        "All weights below are 0: at least one must be above.",
      ]),
    );
  }
  for (const item of items) {
    if (definition.items[item] !== undefined) continue;
    problems.push(
      error("unknown-item", `${path}/${item}`, [
        `题目 ${item} 没有定义：请在 items 中补上，或从树中删去。`,
        `Item ${item} is not defined: add it to items or take it out of the tree.`,
      ]),
    );
  }
  for (const measure of measures) {
    if (definition.measures?.[measure] !== undefined) continue;
    problems.push(
      error("unknown-measure", `${path}/${measure}`, [
        `运营指标 ${measure} 没有定义：请在 measures 中补上，或从树中删去。`,
        `Measure ${measure} is not defined: add it to measures or take it out of the tree.`,
      ]),
    );
  }
  const rules = new Set(
    itemsBelow(node).map((item) => (definition.items[item]?.score === "net" ? "net" : "share")),
  );
  if (rules.size > 1) {
    problems.push(
      warning("mixed-scales", path, [
        "净推荐值（−100…100）与 0–100 分混在一个指标里，请确认。",
        "A net score (−100 … 100) is mixed with scores of 0–100: make sure this is meant.",
      ]),
    );
  }
  return [...problems, ...children.flatMap((child) => checkNode(definition, child, `${path}/${child.id}`))];
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}

function checkNames(definition: IndexDefinition): readonly DefinitionProblem[] {
  const nodes = nodesOf(definition.tree);
  const ids = [
    ...nodes.map((node) => node.id),
    ...Object.keys(definition.items),
    ...Object.keys(definition.joint),
    ...Object.keys(definition.segments ?? {}).flatMap((rule) =>
      SEGMENTS.map((segment) => segmentId(rule, segment)),
    ),
    ...Object.keys(definition.measures ?? {}),
  ];
  const placed = nodes.flatMap((node) => [
    ...Object.keys(node.items ?? {}),
    ...Object.keys(node.measures ?? {}),
  ]);
  return [
    ...repeated(ids).map((id) =>
      error("duplicate-id", id, [
        `编号 ${id} 出现不止一次：指标、题目、联合指标、分群和运营指标的编号必须各不相同。`,
        `The id ${id} stands for more than one thing: give indicators, items, rules and measures different ids.`,
      ]),
    ),
    ...repeated(placed).map((item) =>
      warning("item-twice", `tree/${item}`, [
        `题目 ${item} 在树中出现不止一次，会被重复计算。`,
        `Item ${item} stands in the tree more than once and counts each time.`,
      ]),
    ),
    ...Object.keys(definition.items)
      .filter((item) => !placed.includes(item))
      .map((item) =>
        warning("item-unused", `items/${item}`, [
          `题目 ${item} 不在树中，只单独显示，不计入指数。`,
          `Item ${item} is not in the tree: it is shown alone and moves no index.`,
        ]),
      ),
  ];
}

function checkPhase(place: string, phase: string): readonly DefinitionProblem[] {
  if ((OWNER_PHASES as readonly string[]).includes(phase)) return [];
  const known = OWNER_PHASES.join(", ");
  return [
    error("unknown-phase", place, [
      `没有阶段 ${phase}：请用 ${known}。`,
      `There is no phase ${phase}: use ${known}.`,
    ]),
  ];
}

function checkPhases(definition: IndexDefinition): readonly DefinitionProblem[] {
  const { tree, phaseWeights = {}, standard } = definition;
  const top = [
    ...(tree.combine ?? []).map((child) => child.id),
    ...Object.keys(tree.items ?? {}),
    ...Object.keys(tree.measures ?? {}),
  ];
  const problems = Object.entries(phaseWeights).flatMap(([phase, weights]) => {
    const place = `phaseWeights/${phase}`;
    return [
      ...checkPhase(place, phase),
      ...Object.keys(weights)
        .filter((id) => !top.includes(id))
        .map((id) =>
          error("unknown-child", `${place}/${id}`, [
            `${id} 不是总指标的下级：阶段权重只能给 ${top.join("、")}。`,
            `${id} is not directly below the root: phase weights are for ${top.join(", ")}.`,
          ]),
        ),
      ...top
        .filter((id) => !(id in weights))
        .map((id) =>
          warning("no-weight", `${place}/${id}`, [
            `${id} 没有写阶段权重，按 0 计。`,
            `${id} has no weight in this phase and counts 0.`,
          ]),
        ),
      ...(Object.values(weights).some((weight) => weight > 0)
        ? []
        : [
            error("weight", place, [
              "这个阶段的权重全部为 0。",
              "All weights of this phase are 0: at least one must be above.",
            ]),
          ]),
    ];
  });
  const shares = Object.entries(standard ?? {});
  return [
    ...problems,
    ...shares.flatMap(([phase]) => checkPhase(`standard/${phase}`, phase)),
    ...(shares.length > 0 && shares.every(([, share]) => share === 0)
      ? [
          error("weight", "standard", [
            "标准阶段构成全部为 0。",
            "The standard phase mix is all 0: at least one share must be above.",
          ]),
        ]
      : []),
  ];
}

/** Everything about a definition that a person should put right or look at, with its place and remedy; errors first. */
export function check(definition: IndexDefinition): readonly DefinitionProblem[] {
  const problems = [
    ...Object.entries(definition.items).flatMap(([id, item]) => checkItem(id, item)),
    ...checkNode(definition, definition.tree, `tree/${definition.tree.id}`),
    ...checkNames(definition),
    ...checkPhases(definition),
    ...checkJoint(definition),
    ...checkSegments(definition),
    ...checkMeasures(definition),
  ];
  return problems.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
}

export type ParsedDefinition =
  | { readonly definition: IndexDefinition; readonly problems: readonly DefinitionProblem[] }
  | { readonly definition: undefined; readonly problems: readonly DefinitionProblem[] };

/** Reads a definition from data of any origin: its shape by the schema, then its sense by `check`. */
export function parseDefinition(input: unknown): ParsedDefinition {
  const parsed = indexDefinition.safeParse(input);
  if (parsed.success) return { definition: parsed.data, problems: check(parsed.data) };
  return {
    definition: undefined,
    problems: parsed.error.issues.map((issue) => {
      const place = issue.path.join("/");
      return error("shape", place, [
        `${place || "文件"} 的格式不对：${issue.message}。`,
        `${place || "The file"} has the wrong shape: ${issue.message}.`,
      ]);
    }),
  };
}
