import type { CodeBookEntry } from "#surveys/code-book.ts";
import { MISSING_ANSWERS } from "./missing-answers.ts";
import { type AnswerCount, type Cell, type ColumnSpec, pairIndex } from "./moments.ts";

/** Text of a statement with `?` in the places of its values, in order. */
export type Statement = { readonly text: string; readonly params: readonly (string | number)[] };

/** A condition on one column; conditions are met together. */
type Condition =
  | { readonly column: string; readonly among: readonly (string | number)[] }
  | { readonly column: string; readonly from?: string; readonly to?: string }
  | { readonly column: string; readonly is: true };

/** What to reduce: a wide table of coded answers, its groups, the sums wanted. */
export type Cut = {
  /** A relation with one row a response and one unsigned byte an item (surveys/code-book.ts). */
  readonly table: string;
  /** The relation's columns beside its items; nothing else may be named in `by`, `stratum` and `where`. */
  readonly attributes: readonly string[];
  readonly codeBook: readonly CodeBookEntry[];
  /** Grouping column of the cells → column of the relation. */
  readonly by: Readonly<Record<string, string>>;
  /** Columns whose values, joined by "|", are the key of the stratum. */
  readonly stratum: readonly string[];
  readonly where: readonly Condition[];
  readonly columns: readonly ColumnSpec[];
  readonly bases: readonly (readonly string[])[];
  /** Items whose answers are counted one by one; none when left out. */
  readonly answers?: readonly string[];
};

/** A row of the statement's result, by column name; numbers may arrive as bigint. */
export type ReducedRow = Readonly<Record<string, unknown>>;

function quoted(name: string, allowed: readonly string[]): string {
  if (!allowed.includes(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`${JSON.stringify(name)} is not a column that may be asked for`);
  }
  return `"${name}"`;
}

type Expressions = { readonly valid: string; readonly small: string; readonly shift: number };

/** Two numbers a column: 1 when it is valid, and a small number ≥ 0, 0 when not valid, to which `shift` is added. */
function expressionsOf(spec: ColumnSpec, cut: Cut): Expressions {
  const items = cut.codeBook.map((entry) => entry.item);
  const entryOf = (item: string) => {
    const entry = cut.codeBook.find((each) => each.item === item);
    if (entry === undefined) throw new Error(`the code book has no item ${item}`);
    return { ...entry, name: quoted(item, items) };
  };
  const flag = (condition: string) => `(${condition})::double`;
  const between = (item: string, from: number) => {
    const { name, size, lowest } = entryOf(item);
    return `${name} between ${Math.max(1, Math.ceil(from) - lowest + 1)} and ${size}`;
  };
  const valid = (item: string) => between(item, Number.NEGATIVE_INFINITY);
  switch (spec.kind) {
    case "answer": {
      const { name, lowest } = entryOf(spec.item);
      return {
        valid: flag(valid(spec.item)),
        small: `${name} * ${flag(valid(spec.item))}`,
        shift: lowest - 1,
      };
    }
    case "at-least":
      return { valid: flag(valid(spec.item)), small: flag(between(spec.item, spec.from)), shift: 0 };
    case "net": {
      const above = flag(between(spec.item, Math.floor(spec.detractors) + 1));
      return {
        valid: flag(valid(spec.item)),
        small: `${flag(between(spec.item, spec.promoters))} + ${above}`,
        shift: -1,
      };
    }
    case "joint": {
      const cuts = Object.entries(spec.cuts);
      const answered = cuts.map(([item]) => valid(item)).join(" and ");
      const meets = (limits: Readonly<Record<string, number>>) =>
        Object.entries(limits)
          .map(([item, from]) => between(item, from))
          .join(" and ");
      const small =
        spec.unless === undefined ? meets(spec.cuts) : `${meets(spec.cuts)} and not (${meets(spec.unless)})`;
      return { valid: flag(answered), small: flag(small), shift: 0 };
    }
  }
}

function whereOf(cut: Cut): Statement {
  const params: (string | number)[] = [];
  const conditions = cut.where.map((condition) => {
    const name = quoted(condition.column, cut.attributes);
    if ("is" in condition) return name;
    if ("among" in condition) {
      params.push(...condition.among);
      return condition.among.length === 0
        ? "false"
        : `${name} in (${condition.among.map(() => "?").join(", ")})`;
    }
    const ends = [
      condition.from !== undefined ? `${name} >= ?` : "",
      condition.to !== undefined ? `${name} <= ?` : "",
    ];
    params.push(...[condition.from, condition.to].filter((end) => end !== undefined));
    return ends.filter((end) => end !== "").join(" and ") || "true";
  });
  return { text: conditions.length === 0 ? "" : `\nwhere ${conditions.join("\n  and ")}`, params };
}

/**
 * The one statement an indicator needs: sums of all pairs of columns, bases and (when asked for) answer counts by cell.
 * It knows no weight. Identifiers are quoted and come from the cut's lists, values are bound.
 * Written for DuckDB in the portable subset: two nested selects, sums of products, GROUP BY; doubles, whose sums are exact here and faster than those of wide integers.
 * Read the result with `cellsOfReduction` and `answersOfReduction`.
 * @throws Error when a name is not among those the cut allows
 */
export function reduce(cut: Cut): Statement {
  const columns = cut.columns.map((spec) => expressionsOf(spec, cut));
  const items = cut.codeBook.map((entry) => entry.item);
  const keys = [...new Set([...Object.values(cut.by), ...cut.stratum])].map((name) =>
    quoted(name, cut.attributes),
  );
  const sizes = new Map(cut.codeBook.map((entry) => [entry.item, entry.size]));
  const { text: where, params } = whereOf(cut);
  const inner = [
    ...keys,
    ...columns.flatMap(({ valid, small }, i) => [`${valid} as v${i}`, `${small} as x${i}`]),
    ...cut.bases.map((base, i) => {
      const any = base.map((item) => `${quoted(item, items)} between 1 and ${sizes.get(item)}`).join(" or ");
      return `(${any})::double as b${i}`;
    }),
    ...(cut.answers ?? []).map((item) => quoted(item, items)),
  ];
  const outer = [
    ...keys,
    "count(*) as respondents",
    ...columns.flatMap((_, i) =>
      columns.flatMap((_, j) => [
        ...(i <= j ? [`sum(v${i} * v${j}) as n_${i}_${j}`, `sum(x${i} * x${j}) as p_${i}_${j}`] : []),
        `sum(x${i} * v${j}) as s_${i}_${j}`,
      ]),
    ),
    ...cut.bases.map((_, i) => `sum(b${i}) as b_${i}`),
    ...(cut.answers ?? []).flatMap((item) =>
      codesOf(sizes.get(item) ?? 0).map(
        (code) => `sum((${quoted(item, items)} = ${code})::double) as a_${item}_${code}`,
      ),
    ),
  ];
  const list = (entries: readonly string[]) => entries.join(",\n  ");
  const groups = keys.length === 0 ? "" : `\ngroup by ${keys.join(", ")}\norder by ${keys.join(", ")}`;
  return {
    text: `select\n  ${list(outer)}\nfrom (\nselect\n  ${list(inner)}\nfrom ${quoted(cut.table, [cut.table])}${where}\n) as coded${groups}`,
    params,
  };
}

function codesOf(size: number): readonly number[] {
  return [
    ...Array.from({ length: size }, (_, place) => place + 1),
    ...Object.keys(MISSING_ANSWERS).map(Number),
  ];
}

function numberOf(row: ReducedRow, name: string): number {
  const value = row[name];
  return value === null || value === undefined ? 0 : Number(value);
}

function groupOf(row: ReducedRow, cut: Cut): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cut.by).map(([name, column]) => [name, String(row[column] ?? "")]),
  );
}

/** The cells of a result, exact while sums stay below 2^53. */
export function cellsOfReduction(cut: Cut, rows: readonly ReducedRow[]): readonly Cell[] {
  const k = cut.columns.length;
  const shifts = cut.columns.map((spec) => expressionsOf(spec, cut).shift);
  return rows.map((row): Cell => {
    const sums = () => new Float64Array((k * (k + 1)) / 2);
    const [n, sumA, sumB, sumAB] = [sums(), sums(), sums(), sums()];
    for (const [i, a] of shifts.entries()) {
      for (const [j, b] of shifts.entries()) {
        if (j < i) continue;
        const place = pairIndex(i, j, k);
        const count = numberOf(row, `n_${i}_${j}`);
        const [x, y] = [numberOf(row, `s_${i}_${j}`), numberOf(row, `s_${j}_${i}`)];
        n[place] = count;
        sumA[place] = x + a * count;
        sumB[place] = y + b * count;
        sumAB[place] = numberOf(row, `p_${i}_${j}`) + b * x + a * y + a * b * count;
      }
    }
    return {
      stratum: cut.stratum.map((column) => String(row[column] ?? "")).join("|"),
      group: groupOf(row, cut),
      respondents: numberOf(row, "respondents"),
      n,
      sumA,
      sumB,
      sumAB,
      bases: Float64Array.from(cut.bases, (_, place) => numberOf(row, `b_${place}`)),
    };
  });
}

/** The full distribution of the answers asked for; answers nobody gave are left out. */
export function answersOfReduction(cut: Cut, rows: readonly ReducedRow[]): readonly AnswerCount[] {
  return rows.flatMap((row) =>
    (cut.answers ?? []).flatMap((item) => {
      const entry = cut.codeBook.find((each) => each.item === item);
      return codesOf(entry?.size ?? 0).flatMap((code): AnswerCount[] => {
        const n = numberOf(row, `a_${item}_${code}`);
        const answer = MISSING_ANSWERS[code] ?? code - 1 + (entry?.lowest ?? 0);
        return n === 0 ? [] : [{ group: groupOf(row, cut), item, answer, n }];
      });
    }),
  );
}
