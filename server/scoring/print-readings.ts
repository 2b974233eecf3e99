import type { IndexDefinition } from "#analytics/index-definition.ts";
import { nodeTitlesOf } from "./node-titles.ts";
import type { ReadingResult, ScoreResult } from "./score-result.ts";

const STATE: Readonly<Record<ReadingResult["state"], string>> = {
  full: "",
  indicative: "参考 indicative",
  "n-only": "人数不足 too few",
  hidden: "不显示 hidden",
  undefined: "无值 none",
};
const VERDICT = { better: "↑", worse: "↓", "not-distinguishable": "·" } as const;

/** Columns a text takes on a terminal: ideographs take two. */
function widthOf(text: string): number {
  return [...text].reduce(
    (width, sign) => width + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/.test(sign) ? 2 : 1),
    0,
  );
}

function left(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function right(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** One decimal, half away from zero; a dash where there is none. */
export function oneDecimal(value: number | null): string {
  if (value === null) return "—";
  const tenths = Math.round(Math.abs(value) * 10) / 10;
  return (value < 0 && tenths > 0 ? "-" : "") + tenths.toFixed(1);
}

function changeText({ difference, q, verdict }: ReadingResult): string {
  if (difference === undefined) return "";
  if (difference === null || !verdict) return right("—", 8);
  const sign = difference > 0 ? "+" : "";
  return `${right(sign + oneDecimal(difference), 6)} ${VERDICT[verdict]}  q ${q?.toFixed(3) ?? "—"}`;
}

/** Readings as a table a person reads on a terminal: one block a group. */
export function printReadings(
  definition: IndexDefinition,
  { readings, options }: ScoreResult,
): readonly string[] {
  const titles = nodeTitlesOf(definition);
  const nameOf = (node: string) => {
    const title = titles.get(node)?.zh ?? node;
    return title === node ? node : `${node} ${title}`;
  };
  const blocks = Map.groupBy(readings, ({ group }) => JSON.stringify(group));
  const nameWidth = readings.reduce((width, { node }) => Math.max(width, widthOf(nameOf(node))), 12);
  return [...blocks.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const title = options.by.map((column) => first.group[column] || "—").join(" · ") || "全部 Whole";
    const owners = first.population === null ? "" : `   业主 owners ${first.population}`;
    return [
      `${title}${owners}`,
      ...rows.map((row) => {
        const half = row.low === null || row.high === null ? null : (row.high - row.low) / 2;
        const cells = [
          left(nameOf(row.node), nameWidth),
          right(oneDecimal(row.value), 6),
          half === null ? right("", 6) : right(`±${oneDecimal(half)}`, 6),
          right(row.n === null ? "—" : `n ${row.n}`, 8),
          changeText(row),
          STATE[row.state],
        ];
        return `  ${cells.filter((cell) => cell !== "").join("  ")}`.trimEnd();
      }),
      "",
    ];
  });
}
