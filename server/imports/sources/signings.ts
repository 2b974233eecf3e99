import { unitNames } from "../../organisation/unit-names.ts";
import type { Source } from "../run/import-run.ts";
import { columnMatcher } from "../tables/match-columns.ts";
import { readColumnSpecs } from "./column-specs.ts";
import { LEDGER_STAGE, ledgerReader } from "./ledger-reader.ts";
import { runSaleStatements } from "./run-sale-statements.ts";
import {
  CONCLUDE,
  FIND_HOMES,
  FIND_REPEATED_ROWS,
  NOTE_TOUCHED,
  PART_HISTORY,
  WRITE_CONTRACTS,
  WRITE_OWNERS,
} from "./sale-statements.ts";
import signingsColumns from "./signings-columns.json" with { type: "json" };

/** A signing belongs to a home of the ledger; one on a home without a standing contract is new. */
const FIND_SIGNINGS = [
  "update stage set disposition = 'quarantine', reason = 'HOME_UNKNOWN', field = 'room' where disposition is null and home_id is null",
  `update stage s set is_new = true
   where disposition is null and not exists (select from contract c where c.home_id = s.home_id and c.is_current)`,
] as const;

const SETTLE_SIGNINGS: readonly string[] = [
  ...FIND_HOMES,
  ...FIND_REPEATED_ROWS,
  ...FIND_SIGNINGS,
  ...PART_HISTORY,
  NOTE_TOUCHED,
  ...WRITE_CONTRACTS,
  ...WRITE_OWNERS,
  ...CONCLUDE,
];

/** 签约台账: the signings of some weeks, on homes the ledger knows; needs the ledger first. */
export const signingsSource: Source = {
  name: "signings",
  zh: "签约台账",
  en: "signings",
  open: async (run) => {
    const projects = await unitNames(run.client, ["project"]);
    return {
      shape: {
        match: columnMatcher(readColumnSpecs(signingsColumns), run.mapping),
        enough: (fields) =>
          fields.has("project") && fields.has("sign") && (fields.has("room") || fields.has("home_code")),
        otherSheet: "NOT_A_TABLE",
        filledDown: [],
      },
      columns: LEDGER_STAGE,
      reader: (table, sheet) =>
        ledgerReader(table, { projects, seal: run.seal, asOf: run.asOf, date1904: sheet.date1904 }),
      settle: () => runSaleStatements(run, run.asOf, SETTLE_SIGNINGS),
    };
  },
};
