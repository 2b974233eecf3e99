import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { readHomeCode } from "#server/imports/normalise/home-code.ts";
import { readPhones } from "#server/imports/normalise/phones.ts";
import { readCell } from "#server/imports/normalise/read-cell.ts";
import { openSheetFile } from "#server/imports/readers/open-sheet-file.ts";
import { readColumnSpecs } from "#server/imports/sources/column-specs.ts";
import deliveryColumns from "#server/imports/sources/delivery-columns.json" with { type: "json" };
import { columnMatcher } from "#server/imports/tables/match-columns.ts";
import { type TableShape, walkTables } from "#server/imports/tables/walk-tables.ts";
import { tokenHash } from "#server/invitations/token.ts";
import { findDelivered, type GivenDelivery } from "#server/vault/find-delivered.ts";
import type { IdentitySeal } from "#server/vault/identity-seal.ts";
import { optOutWithin } from "#server/vault/opt-out.ts";
import { noteWaveDeed } from "#server/waves/move-wave.ts";
import { holdWave, needState } from "#server/waves/wave-facts.ts";
import type { WaveManager } from "#server/waves/wave-manager.ts";
import { readDelivery } from "./delivery-word.ts";

/** What a vendor's file changes, or would change. Every row of it is in one of these. */
export type DeliveryReport = {
  readonly rows: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly optedOut: number;
  /** Said what the record knows already. */
  readonly unchanged: number;
  /** Of nobody this wave wrote to. */
  readonly unknown: number;
  /** Rows whose word was not understood, the first of them with that word. */
  readonly unreadable: number;
  readonly examples: readonly { readonly row: number; readonly word: string }[];
  readonly applied: boolean;
};

const SHAPE: TableShape = {
  match: columnMatcher(readColumnSpecs(deliveryColumns)),
  enough: (fields) =>
    fields.has("status") && (fields.has("link") || fields.has("home_code") || fields.has("phone")),
  otherSheet: "NOT_A_TABLE",
  filledDown: [],
};

type ReadFile = {
  readonly rows: number;
  readonly given: readonly GivenDelivery[];
  readonly examples: DeliveryReport["examples"];
};

async function readFile(path: string, seal: IdentitySeal): Promise<ReadFile> {
  const file = await openSheetFile(path);
  const given: GivenDelivery[] = [];
  const examples: { row: number; word: string }[] = [];
  let rows = 0;
  let tables = 0;
  try {
    for await (const batch of walkTables(file, SHAPE)) {
      if ("code" in batch) continue;
      const { table } = batch;
      tables += 1;
      for (const { number, cells } of batch.rows) {
        rows += 1;
        const at = (field: string) => readCell(cells[table.at(field)]).text;
        const delivery = readDelivery(at("status"));
        if (delivery === undefined) {
          examples.push({ row: number, word: at("status").slice(0, 20) });
          continue;
        }
        const token = /\/s\/([A-Za-z0-9_-]{10,60})/.exec(at("link"))?.[1];
        const [phone] = readPhones(at("phone")).numbers;
        given.push({
          delivery,
          token: token === undefined ? null : tokenHash(token),
          homeCode: at("home_code") === "" ? null : readHomeCode(at("home_code")),
          phone: phone === undefined ? null : seal.phoneHash(phone),
        });
      }
    }
  } finally {
    await file.close();
  }
  if (tables === 0)
    throw new AppError(
      "file_unreadable",
      "The file has no table of deliveries: it needs a column with the link, the home's code or the phone, and one with the status.",
    );
  return { rows, given, examples };
}

/** The owner's "never again", as the vendor heard it: a refusal, unless the home has answered. */
async function refuse(run: Statements, key: string, at: Date): Promise<void> {
  await run(
    `with refused as (
       update frame_member m set disposition = 'R'
       where m.respondent_key = $1 and (m.disposition is null or m.disposition not in ('I', 'P', 'O')) returning m.respondent_key)
     insert into attempt (respondent_key, at, mode, disposition)
     select respondent_key, $2, 'web', 'do_not_contact' from refused`,
    [key, at],
  );
}

async function settle(
  tx: Transaction<Tables>,
  by: WaveManager,
  waveId: number,
  read: ReadFile,
  now: Date,
  apply: boolean,
): Promise<DeliveryReport> {
  const run = statementsOf(tx);
  const found = await findDelivered(run, waveId, read.given);
  const changed = await run<{ state: string; n: number }>(
    `with told as (
       select i.id, d.state, i.state as before from unnest($1::bigint[], $2::text[]) as d (id, state) join invitation i using (id)
       where (d.state = 'sent' and i.state = 'created') or (d.state = 'delivered' and i.state in ('created', 'sent', 'failed'))
          or (d.state = 'failed' and i.state in ('created', 'sent', 'delivered') and i.first_opened_at is null
            and not exists (select from response_draft s where s.respondent_key = i.respondent_key)
            and not exists (select from frame_member m where m.respondent_key = i.respondent_key and m.disposition in ('I', 'P', 'O')))
     ), made as (
       update invitation i set state = told.state from told where i.id = told.id and $3 returning 1)
     select told.state, count(*) as n, (select count(*) from made) as made from told group by 1 order by 1`,
    [found.states.map(({ id }) => id), found.states.map(({ state }) => state), apply],
  );
  if (apply)
    for (const key of found.newlyOptedOut) {
      await optOutWithin(tx, key, waveId, by.userId);
      await refuse(run, key, now);
    }
  const n = (state: string) => changed.find((each) => each.state === state)?.n ?? 0;
  const counts = {
    sent: n("sent"),
    delivered: n("delivered"),
    failed: n("failed"),
    optedOut: found.newlyOptedOut.length,
  };
  const news = counts.sent + counts.delivered + counts.failed + counts.optedOut;
  return {
    rows: read.rows,
    ...counts,
    unknown: found.unknown,
    unreadable: read.examples.length,
    unchanged: Math.max(0, read.rows - read.examples.length - found.unknown - news),
    examples: read.examples.slice(0, 5),
    applied: apply,
  };
}

/**
 * Takes in what a vendor says became of messages: sent, delivered, failed, and who wants no more of them. The same file
 * again changes nothing. Without `apply` it says what it would change.
 * @throws AppError `file_unreadable` for a file that is no table of deliveries, `conflict` outside the asking
 */
export async function importDeliveries(
  db: Database,
  by: WaveManager,
  order: { readonly waveId: number; readonly path: string; readonly apply: boolean; readonly now: Date },
  seal: IdentitySeal,
): Promise<DeliveryReport> {
  const read = await readFile(order.path, seal);
  return await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, order.waveId);
    needState(wave, ["locked", "field"], "taking in deliveries");
    const report = await settle(tx, by, wave.id, read, order.now, order.apply);
    if (order.apply) {
      const { examples: _, applied: __, ...counts } = report;
      await noteWaveDeed(tx, by, wave.id, "deliveries-imported", counts);
    }
    return report;
  });
}
