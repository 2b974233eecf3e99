import type { Source } from "../run/import-run.ts";
import { ledgerSource } from "./ledger.ts";
import { orgSource } from "./org.ts";
import { responsesSource } from "./responses.ts";
import { signingsSource } from "./signings.ts";

/** Every kind of file `ov import` takes; a new one is one file that reads and settles, and one line here. */
export const SOURCES: readonly Source[] = [orgSource, ledgerSource, signingsSource, responsesSource];
