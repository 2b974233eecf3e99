import { type Change, change, type FileLook, READING, type Reading, reading } from "./file-look.ts";

/* Files of the screens that explain: why a number moved, records beside it, and what owners speak of. */

type Part = { readonly points: number; readonly low: number; readonly high: number };

function said({ low, high }: Pick<Part, "low" | "high">): string {
  return low > 0 || high < 0 ? "显著" : "看不出";
}

const SHARES = ["share", "share_low", "share_high"];

/** Why a number moved: both ends and the blocks between them; importance of the phase that is seen; drivers of all phases. */
export function why(parts: "lines" | "items" | "projects"): FileLook {
  return {
    what: "why",
    more: `&walk=${parts}`,
    asks: [
      ["why.change", {}],
      ["why.drivers", {}],
      ["why.priorities", {}],
    ],
    columns: ["part", "value", "low", "high", ...SHARES, "verdict"],
    rows: ([moved, drivers, priorities]) => {
      const none = [null, null, null];
      const end = ({ value, low, high }: Reading) => ["change", value, low, high, ...none, null];
      const block = ({ points, low, high }: Part) => [
        ...["change", points, low, high],
        ...none,
        said({ low, high }),
      ];
      const way = parts === "projects" && moved?.projects.length < 2 ? "lines" : parts;
      const lines = (moved?.lines ?? []) as readonly (Part & { line: string })[];
      const kept = {
        lines,
        items: lines.filter(({ line }) => ["definition", "items"].includes(line)),
        projects: lines.filter(({ line }) => line !== "within"),
      }[way];
      const named = (way === "lines" ? [] : (moved?.[way] ?? [])) as readonly Part[];
      const rest = way === "items" ? moved?.otherItems : way === "projects" ? moved?.otherProjects : null;
      const blocks = [...kept, ...named].filter(
        ({ points, low, high }) => Math.abs(points) > 1e-9 || high - low > 1e-9,
      );
      const seen =
        priorities.phases.findLast(
          (each: { verdict: string; ports: unknown[] }) =>
            each.ports.length > 0 && each.verdict === "separable",
        ) ?? priorities.phases.find(({ ports }: { ports: unknown[] }) => ports.length > 0);
      const fields = {
        concentrate: "先改",
        keep: "保持",
        low: "次要",
        ample: "够好",
        "on-the-line": "在线上",
      };
      const verdicts = {
        separable: "先后可信",
        overlapping: "分不出先后",
        halo: "分不出先后",
        "few-answers": "样本不足",
        "no-variation": "没有差别",
      };
      return [
        ...(lines.length === 0
          ? []
          : [
              end(moved.before),
              ...blocks.map(block),
              ...(rest && Math.abs(rest.points) > 1e-9
                ? [["change", rest.points, null, null, ...none, "合计"]]
                : []),
              end(moved.after),
            ]),
        ...(seen?.ports ?? []).flatMap(({ rows }: { rows: readonly Record<string, Reading & Part>[] }) =>
          rows.map(({ importance, performance, field }) => [
            ...["priorities", performance?.value, performance?.low, performance?.high],
            ...["share", "low", "high"].map((name) => (importance as never)[name] ?? null),
            fields[field as unknown as keyof typeof fields] ?? "分不开",
          ]),
        ),
        ...drivers.phases.flatMap(
          (phase: {
            verdict: keyof typeof verdicts;
            drivers: readonly Record<string, unknown>[];
            users: readonly { verdict: keyof typeof verdicts; driver: Record<string, unknown> | null }[];
          }) => [
            ...phase.drivers.map(({ share, low, high }) => [
              ...["drivers", ...none, share, low, high],
              verdicts[phase.verdict],
            ]),
            ...phase.users.flatMap(({ driver, verdict }) =>
              driver ? [["users", ...none, driver.share, driver.low, driver.high, verdicts[verdict]]] : [],
            ),
          ],
        ),
      ];
    },
  };
}

type Figure = Reading & { readonly difference?: number | null; readonly verdict?: string | null };

export function operations(every: "quarter" | "month"): FileLook {
  const figure = (measure: string, of: Figure) => [
    ...[measure, ...reading(of)],
    ...[of.difference ?? null, of.verdict ?? null],
  ];
  return {
    what: "operations",
    more: `&per=${every}`,
    asks: [["operations.beside", { by: every }]],
    columns: ["measure", ...READING, "change", "verdict"],
    rows: ([view]) => [
      ...view.flags.flatMap(({ measure, change: moved, figure: of }: never) => [
        ["score", null, null, null, null, "change", ...change(moved)],
        figure(measure, of),
      ]),
      ...view.beside.flatMap(
        (beside: {
          change: Change;
          scores: (Reading & { year: number })[];
          measures: { key: string; year: Figure; points: Figure[] }[];
        }) => [
          ...beside.scores.map((score) => [
            ...["score", ...reading(score)],
            ...change(score.year === view.wave.year ? beside.change : null),
          ]),
          ...beside.measures.flatMap(({ key, year, points }) => [
            figure(key, year),
            ...points.map((point) => figure(key, point)),
          ]),
        ],
      ),
      ...view.parts.flatMap(
        (part: {
          scores: Record<string, { reading: Reading; change: Change }>;
          figures: Record<string, Figure>;
        }) =>
          view.beside.flatMap(({ node, measures }: { node: { id: string }; measures: { key: string }[] }) => {
            const score = part.scores[node.id];
            return [
              ...(score ? [["score", ...reading(score.reading), ...change(score.change)]] : []),
              ...measures.flatMap(({ key }) => {
                const of = part.figures[key];
                return of ? [figure(key, of)] : [];
              }),
            ];
          }),
      ),
    ],
  };
}

type Share = Readonly<Record<"count" | "n" | "share" | "low" | "high", number>>;

export const VOICES: FileLook = {
  what: "voices",
  more: "",
  asks: [["voices.topics", {}]],
  columns: ["topic", "year", "count", "n", "share", "low", "high", "change", "verdict"],
  rows: ([view]) => {
    const row = (topic: string, year: number, { count, n, share, low, high }: Share, of?: Change) => [
      ...[topic, year, count, n, share, low, high],
      ...change(of),
    ];
    const { year } = view.wave;
    return [
      ...view.topics.flatMap(
        (each: Share & { topic: { id: string }; change: Change; trend: (Share & { year: number })[] }) => [
          row(each.topic.id, year, each, each.change),
          ...each.trend
            .filter((point) => point.year !== year)
            .map((point) => row(each.topic.id, point.year, point)),
        ],
      ),
      ...(view.untold ? [row("none", year, view.untold)] : []),
      ...view.parts.flatMap(({ shares }: { shares: Record<string, Share> }) =>
        Object.entries(shares).map(([topic, share]) => row(topic, year, share)),
      ),
    ];
  },
};
