import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { CODE } from "#surveys/code-book.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

export type GeneratedRecord = {
  readonly url: string;
  /** Takes a few more answers into the record. */
  readonly addResponses: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export const [REGIONS, PROJECTS, WAVES] = [5, 60, 3];
const FIRST_YEAR = 2023;

/** A small generator with a seed (xorshift); fast enough for tens of millions of answers. */
function random(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function uuid(next: () => number): string {
  const word = () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  const hex = word() + word() + word() + word();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Answers of one respondent: a level of their own, 6 % left out, a few not applicable. */
function codes(next: () => number): Buffer {
  const level = next();
  const bytes = Buffer.alloc(ANNUAL.codeBook.length);
  for (const [place, { size }] of ANNUAL.codeBook.entries()) {
    const chance = next();
    bytes[place] =
      chance < 0.06
        ? CODE.none
        : chance < 0.08
          ? CODE.notApplicable
          : 1 + Math.min(size - 1, Math.floor(size * (0.6 * level + 0.4 * next() + 0.1)));
  }
  return bytes;
}

/** Rows of the frame, or of the responses of the same homes. */
function* rows(count: number, seed: number, of: "frame" | "response"): Generator<string> {
  const next = random(seed);
  const answers = random(seed + 1_000_000);
  let piece = "";
  for (let row = 0; row < count; row++) {
    const wave = 1 + Math.floor((row * WAVES) / count);
    const project = 1 + REGIONS + 1 + Math.floor(next() * PROJECTS);
    const phase = OWNER_PHASES[Math.floor(next() * 4)];
    const key = uuid(next);
    const region = 2 + (project % REGIONS);
    if (of === "frame") {
      piece += `${key}\t${wave}\t${project}\t${region}\t${phase}\t${["高层", "洋房", "别墅"][row % 3]}\tI\n`;
    } else {
      const mode = answers() < 0.8 ? "web" : "phone";
      const id = uuid(answers);
      piece += `${id}\t${key}\t${wave}\t${project}\t${phase}\tannual\t1\t${mode}\t\\\\x${codes(answers).toString("hex")}\t\\\\x${"00".repeat(32)}\tt\t2025-12-0${1 + (row % 9)}T10:00:00+08\n`;
    }
    if (piece.length > 60_000) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

const FRAME =
  "frame_member (respondent_key, wave_id, project_id, region_id, phase, product_type, disposition)";
const RESPONSE =
  "response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, body_hash, complete, submitted_at)";

async function fill(client: pg.Client, count: number, seed: number): Promise<void> {
  await pipeline(
    Readable.from(rows(count, seed, "frame")),
    client.query(copyFrom(`copy ${FRAME} from stdin`)),
  );
  await pipeline(
    Readable.from(rows(count, seed, "response")),
    client.query(copyFrom(`copy ${RESPONSE} from stdin`)),
  );
}

async function dimensions(client: pg.Client): Promise<void> {
  await client.query(`
    insert into org_unit (code, kind, name) select 'G', 'group', '集团';
    insert into org_unit (code, kind, name) select 'R' || n, 'region', '区域' || n from generate_series(1, ${REGIONS}) n order by n;
    insert into org_unit (code, kind, name) select 'P' || n, 'project', '项目' || n from generate_series(1, ${PROJECTS}) n order by n;
    insert into org_placement (unit_id, parent_id, name, valid_from)
      select id, case kind when 'group' then null when 'region' then 1 else 2 + (id % ${REGIONS}) end, name, '2010-01-01' from org_unit;`);
  await client.query(
    "insert into questionnaire (id, version, status, definition, hash) values ('annual', 1, 'published', $1, 'h')",
    [JSON.stringify(ANNUAL.questionnaire)],
  );
  await client.query(
    `insert into wave (kind, year, name, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on)
     select 'annual', y, 'w', 'annual', 1, make_date(y, 11, 30), make_date(y, 12, 1), make_date(y, 12, 31)
     from generate_series(${FIRST_YEAR}, ${FIRST_YEAR + WAVES - 1}) y order by y`,
  );
}

/** A throw-away PostgreSQL with generated year-end waves, the same for the same count: 60 projects × 4 phases × 3 waves. */
export async function generatedRecord(count: number): Promise<GeneratedRecord> {
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
  // the database's own user has to get to its files, or they would lie elsewhere and stay
  chmodSync(folder, 0o711);
  const server = await embeddedPostgres(folder, () => undefined, ["fsync=off", "full_page_writes=off"]);
  const client = new pg.Client({ connectionString: server.url });
  const close = async () => {
    await client.end().catch(() => undefined);
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(server.url);
    await client.connect();
    await dimensions(client);
    // the rows are right by construction; triggers and foreign keys would take most of the time
    await client.query("set session_replication_role = replica");
    await fill(client, count, 1);
    await client.query("vacuum analyze");
  } catch (failure) {
    await close();
    throw failure;
  }
  let seed = 2;
  return { url: server.url, addResponses: (more) => fill(client, more, seed++), close };
}
