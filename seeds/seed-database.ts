import type { PoolClient } from "pg";
import { commandAnalysis } from "#server/analysis/command-analysis.ts";
import { AppError } from "#server/app-error.ts";
import type { OpenRecord } from "#server/database/connection.ts";
import { keepMissingNumbers } from "#server/definitions/keep-missing-numbers.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { ANNUAL, QUESTIONNAIRES, RESIDENCE, SIGNING } from "#surveys/questionnaires/registry.ts";
import { PROJECTS } from "./group/projects.ts";
import { drawGroup, type SeedOptions } from "./synthetic-group.ts";
import { writeContacts } from "./write/contacts.ts";
import { writeHomes } from "./write/homes.ts";
import { writeOperations } from "./write/operations.ts";
import { writeOrganisation } from "./write/organisation.ts";
import { writeOwners } from "./write/owners.ts";
import { writeQuestionnaires } from "./write/questionnaires.ts";
import { writeTargets } from "./write/targets.ts";
import { writeWaveLife } from "./write/wave-life.ts";
import { writeMembers } from "./write/waves.ts";

export type SeedSummary = {
  readonly homes: number;
  readonly repairs: number;
  readonly complaints: number;
  readonly calls: number;
  readonly waves: readonly { readonly name: string; readonly frame: number; readonly responses: number }[];
};

const COMPILED = { annual: ANNUAL, signing: SIGNING, residence: RESIDENCE } as const;

async function isEmpty(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ units: number }>("select count(*) as units from org_unit");
  return rows[0]?.units === 0;
}

/** Everything a seed or an import wrote; people, their roles and the audit log stay. */
async function clear(client: PoolClient): Promise<void> {
  await client.query(`truncate org_unit, home, vault.owner, wave, frame_member, response, response_conflict, response_draft, import_run, deletion
    restart identity cascade`);
  await client.query("update record_epoch set epoch = gen_random_uuid(), since = now()");
}

async function regionFinder(
  client: PoolClient,
): Promise<(project: string, day: string) => number | undefined> {
  const { rows } = await client.query<{
    code: string;
    parent_id: number;
    valid_from: string;
    valid_to: string | null;
  }>(
    "select u.code, p.parent_id, p.valid_from, p.valid_to from org_placement p join org_unit u on u.id = p.unit_id where u.code = any($1)",
    [PROJECTS.map(({ code }) => code)],
  );
  const placements = Map.groupBy(rows, ({ code }) => code);
  return (project, day) =>
    placements
      .get(project)
      ?.find(({ valid_from, valid_to }) => valid_from <= day && (valid_to === null || valid_to >= day))
      ?.parent_id;
}

/** Keeps the numbers of the published waves, as publishing them in the product does. */
async function keepNumbers(opened: OpenRecord, path: string | undefined): Promise<void> {
  await ensureShippedDefinitions(opened.db);
  const { analysis } = await commandAnalysis(opened, path);
  try {
    await keepMissingNumbers({ db: opened.db, analysis }, commandLineManager());
  } finally {
    await analysis.close();
  }
}

/**
 * Fills an empty record with the synthetic group, in one transaction, and keeps the numbers of its published waves.
 * @param options.analysis file of the analysis, which is loaded then; one in memory when left out
 * @param options.contacts false for a wave in the field in which nobody has been written to or called
 * @throws AppError `not_empty` when the record holds an organisation and `reset` was not asked for
 */
export async function seedDatabase(
  opened: OpenRecord,
  options: SeedOptions & {
    readonly reset: boolean;
    readonly contacts?: boolean;
    readonly analysis?: string;
  },
  say: (line: string) => void,
): Promise<SeedSummary> {
  const { contacts = true } = options;
  const client = await opened.pool.connect();
  try {
    await client.query("begin");
    if (!(await isEmpty(client))) {
      if (!options.reset) {
        throw new AppError(
          "not_empty",
          "The database already holds an organisation: use --reset to replace everything in it by the synthetic group.",
        );
      }
      await clear(client);
    }
    const group = drawGroup(options);
    say(
      `已生成 ${group.homes.length} 套房、${group.repairs.length} 张报修单、${group.complaints.length} 件投诉、${group.calls.length} 通热线，正在写入…`,
    );
    await writeQuestionnaires(client, QUESTIONNAIRES);
    const newest = Math.max(...group.waves.map(({ wave }) => wave.year));
    const units = await writeOrganisation(client, newest);
    const homes = await writeHomes(client, group, units, options.seed);
    const owners = await writeOwners(client, group.homes, homes, options.seed);
    await writeOperations(client, group, units, homes);
    const regionOf = await regionFinder(client);
    const waves: SeedSummary["waves"][number][] = [];
    for (const { wave, members } of group.waves) {
      const waveId = await writeMembers(client, wave, members, COMPILED[wave.kind], {
        units,
        homes,
        owners,
        regionOf,
      });
      if (wave.kind === "annual") await writeWaveLife(client, waveId, wave, COMPILED[wave.kind]);
      if (contacts && wave.kind === "annual" && wave.state === "field")
        await writeContacts(client, waveId, wave, options.asOf);
      const responses = members.filter(({ interview }) => interview !== undefined).length;
      say(`${wave.name}：总体 ${members.length} 户，答卷 ${responses} 份`);
      waves.push({ name: wave.name, frame: members.length, responses });
    }
    const annual = group.waves.filter(({ wave }) => wave.kind === "annual").map(({ wave }) => wave.year);
    await writeTargets(client, units, [...new Set(annual)]);
    await client.query("commit");
    await client.query("analyze");
    await keepNumbers(opened, options.analysis);
    say("已存档已发布年度的各项数值");
    return {
      homes: group.homes.length,
      repairs: group.repairs.length,
      complaints: group.complaints.length,
      calls: group.calls.length,
      waves,
    };
  } catch (failure) {
    await client.query("rollback").catch(() => undefined);
    throw failure;
  } finally {
    client.release();
  }
}
