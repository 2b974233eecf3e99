import type { CalendarDate } from "#surveys/calendar-date.ts";

/** A row of the organisation file: a unit and where it stands from one day to another. */
export type OrgRow = {
  readonly ordinal: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly aliases: readonly string[];
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
};

/** A placement on the record. */
export type KnownPlacement = {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly parent: string | null;
  readonly aliases: readonly string[];
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
};

export type OrgVerdict = {
  readonly ordinal: number;
  readonly disposition: "accept" | "update" | "duplicate" | "quarantine";
  readonly code: string;
  readonly field: string | null;
};

type Period = { readonly from: CalendarDate; readonly to: CalendarDate | null };

function overlap(a: Period, b: Period): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

type Standing = Period & { readonly code: string; readonly parent: string | null };

/** Whether a unit would stand below itself on some day of the row, by way of the others. */
function leadsBack(row: OrgRow, standings: ReadonlyMap<string, readonly Standing[]>): boolean {
  const seen = new Set<string>();
  const climb = ({ parent, ...days }: Standing): boolean => {
    if (parent === null) return false;
    if (parent === row.code) return true;
    const key = `${parent} ${days.from} ${days.to ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return (standings.get(parent) ?? []).some(
      (above) => overlap(above, days) && climb({ ...above, ...shared(above, days) }),
    );
  };
  return climb(row);
}

/** The days two overlapping periods have in common. */
function shared(a: Period, b: Period): Period {
  const from = a.from > b.from ? a.from : b.from;
  if (a.to === null || b.to === null) return { from, to: a.to ?? b.to };
  return { from, to: a.to < b.to ? a.to : b.to };
}

function sameContent(row: OrgRow, known: KnownPlacement): boolean {
  return (
    row.name === known.name &&
    row.kind === known.kind &&
    row.parent === known.parent &&
    row.to === known.to &&
    row.aliases.every((alias) => known.aliases.includes(alias))
  );
}

/**
 * Decides what becomes of each row of an organisation file beside what is on the record: new and changed placements, known
 * ones, and rows nobody may import unseen (unknown parent, a circle, overlapping validity).
 */
export function planOrganisation(
  rows: readonly OrgRow[],
  known: readonly KnownPlacement[],
): readonly OrgVerdict[] {
  const codes = new Set([...known.map(({ code }) => code), ...rows.map(({ code }) => code)]);
  // homes and answers stand in projects
  const projects = new Set(known.flatMap(({ code, kind }) => (kind === "project" ? code : [])));
  const byKey = new Map(known.map((placement) => [`${placement.code}@${placement.from}`, placement]));
  const rewritten = new Set(rows.map(({ code, from }) => `${code}@${from}`));
  const taken = known.filter(({ code, from }) => !rewritten.has(`${code}@${from}`));
  const standings = Map.groupBy<string, Standing>([...taken, ...rows], ({ code }) => code);
  const placed: { code: string; from: CalendarDate; to: CalendarDate | null; row?: OrgRow }[] = [...taken];
  return rows.map((row): OrgVerdict => {
    const verdict = (disposition: OrgVerdict["disposition"], code = "", field: string | null = null) => ({
      ordinal: row.ordinal,
      disposition,
      code,
      field,
    });
    if (row.parent !== null && (!codes.has(row.parent) || row.parent === row.code))
      return verdict("quarantine", "PARENT_UNKNOWN", "parent");
    if (row.kind !== "project" && projects.has(row.code))
      return verdict("quarantine", "UNIT_KIND_CHANGED", "type");
    if (leadsBack(row, standings)) return verdict("quarantine", "PARENT_CIRCULAR", "parent");
    const others = placed.filter(({ code }) => code === row.code);
    const twin = others.find(
      ({ row: other }) =>
        other && JSON.stringify({ ...other, ordinal: 0 }) === JSON.stringify({ ...row, ordinal: 0 }),
    );
    if (twin) return verdict("duplicate", "DUPLICATE_ROW");
    if (others.some((other) => overlap(other, row))) return verdict("quarantine", "PERIOD_OVERLAP", "from");
    placed.push({ code: row.code, from: row.from, to: row.to, row });
    const before = byKey.get(`${row.code}@${row.from}`);
    if (!before) return verdict("accept");
    return sameContent(row, before) ? verdict("duplicate", "NO_CHANGE") : verdict("update", "NEWER_STATE");
  });
}
