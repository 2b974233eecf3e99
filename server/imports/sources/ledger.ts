import { unitNames } from "../../organisation/unit-names.ts";
import type { Source } from "../run/import-run.ts";
import { columnMatcher } from "../tables/match-columns.ts";
import { readColumnSpecs } from "./column-specs.ts";
import ledgerColumns from "./ledger-columns.json" with { type: "json" };
import { LEDGER_STAGE, ledgerReader } from "./ledger-reader.ts";
import { SETTLE_LEDGER } from "./ledger-settle.ts";
import { runSaleStatements } from "./run-sale-statements.ts";
import { standOf } from "./stand-of.ts";

/** 业主台账: homes with their owners, contracts, handover and occupancy; needs the organisation first. */
export const ledgerSource: Source = {
  name: "ledger",
  zh: "业主台账",
  en: "ledger of homes and owners",
  open: async (run) => {
    const projects = await unitNames(run.client, ["project"]);
    let stand = run.asOf;
    return {
      shape: {
        match: columnMatcher(readColumnSpecs(ledgerColumns), run.mapping),
        enough: (fields) =>
          fields.has("project") &&
          (fields.has("home_code") || (fields.has("building") && fields.has("room"))) &&
          ["status", "sign", "owner", "hand"].some((field) => fields.has(field)),
        otherSheet: "NOT_A_TABLE",
        filledDown: ["region", "project", "stage", "building"],
      },
      columns: LEDGER_STAGE,
      reader: (table, sheet) => {
        stand = standOf(table.titles) ?? stand;
        return ledgerReader(table, { projects, seal: run.seal, asOf: run.asOf, date1904: sheet.date1904 });
      },
      settle: () => runSaleStatements(run, stand, SETTLE_LEDGER),
    };
  },
};
