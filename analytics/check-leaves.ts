import { measuresBelow } from "./columns-of-definition.ts";
import { type DefinitionProblem, error, warning } from "./definition-problem.ts";
import type { IndexDefinition } from "./index-definition.ts";

/** What is wrong with joint rules. */
export function checkJoint(definition: IndexDefinition): readonly DefinitionProblem[] {
  return Object.entries(definition.joint).flatMap(([id, { all }]) => {
    const place = `joint/${id}`;
    const cuts = Object.entries(all);
    if (cuts.length === 0)
      return [
        error("empty", place, [
          "联合指标没有条件。",
          "The joint rule has no condition: name items and their cuts.",
        ]),
      ];
    return cuts.flatMap(([item, cut]) => {
      const scale = definition.items[item]?.scale;
      if (scale === undefined) {
        return [
          error("unknown-item", `${place}/${item}`, [
            `题目 ${item} 没有定义。`,
            `Item ${item} is not defined: add it to items.`,
          ]),
        ];
      }
      return cut > scale[0] && cut <= scale[1]
        ? []
        : [
            error("cuts", `${place}/${item}`, [
              `分界 ${cut} 应高于量表最低分且不超过最高分。`,
              `The cut ${cut} must lie above the lowest and not above the highest answer.`,
            ]),
          ];
    });
  });
}

/** What is wrong with segment rules: cuts must keep the four kinds apart and in their order. */
export function checkSegments(definition: IndexDefinition): readonly DefinitionProblem[] {
  return Object.entries(definition.segments ?? {}).flatMap(([id, { cuts }]) => {
    const place = `segments/${id}`;
    const entries = Object.entries(cuts);
    if (entries.length === 0)
      return [
        error("empty", place, [
          "分群没有题目：请写明按哪些题目分群。",
          "The segments rest on no item: name items and their cuts.",
        ]),
      ];
    return entries.flatMap(([item, { secure, favourable, atRisk }]) => {
      const scale = definition.items[item]?.scale;
      if (scale === undefined)
        return [
          error("unknown-item", `${place}/${item}`, [
            `题目 ${item} 没有定义：请在 items 中补上。`,
            `Item ${item} is not defined: add it to items.`,
          ]),
        ];
      const [low, high] = scale;
      return low <= atRisk && Math.floor(atRisk) + 1 <= favourable && favourable <= secure && secure <= high
        ? []
        : [
            error("cuts", `${place}/${item}`, [
              `分界须满足 ${low} ≤ 流失 < 满意 ≤ 忠诚 ≤ ${high}。`,
              `The cuts must keep ${low} ≤ at risk < favourable ≤ secure ≤ ${high}.`,
            ]),
          ];
    });
  });
}

/** What is wrong with operational measures. */
export function checkMeasures(definition: IndexDefinition): readonly DefinitionProblem[] {
  const placed = measuresBelow(definition.tree);
  return Object.entries(definition.measures ?? {}).flatMap(([id, { worst, best }]) => {
    const place = `measures/${id}`;
    return [
      ...(worst === best
        ? [
            error("anchors", place, [
              "最差值与最好值相同，无法换算成分：请改其中一个。",
              "The worst and the best are the same, so no score follows: change one of them.",
            ]),
          ]
        : []),
      ...(placed.includes(id)
        ? []
        : [
            warning("measure-unused", place, [
              `运营指标 ${id} 不在树中，只单独显示，不计入指数。`,
              `Measure ${id} is not in the tree: it is shown alone and moves no index.`,
            ]),
          ]),
    ];
  });
}
