import type { PoolClient } from "pg";
import { addDays } from "#surveys/calendar-date.ts";
import { copyIn } from "../copy-in.ts";
import { drawStream } from "../draw.ts";
import type { SyntheticGroup } from "../synthetic-group.ts";

/** Writes homes with contracts, handovers and occupancy; database ids are those of the homes plus a returned offset. */
export async function writeHomes(
  client: PoolClient,
  group: SyntheticGroup,
  units: ReadonlyMap<string, number>,
  seed: number,
): Promise<ReadonlyMap<number, number>> {
  const draw = drawStream(seed, "contracts");
  await copyIn(
    client,
    "home",
    [
      "code",
      "project_id",
      "stage",
      "building",
      "unit",
      "floor",
      "room",
      "product_type",
      "fit_out",
      "area_built",
      "use",
    ],
    group.homes.map((home) => [
      home.code,
      units.get(home.project),
      home.stage,
      home.building,
      home.unit,
      home.floor,
      home.room,
      home.productType,
      draw.chance(0.4) ? "精装" : "毛坯",
      home.area,
      undefined,
    ]),
  );
  const { rows } = await client.query<{ id: number; code: string }>("select id, code from home");
  const byCode = new Map(rows.map(({ id, code }) => [code, id]));
  const ids = new Map(group.homes.map(({ id, code }) => [id, byCode.get(code) ?? 0]));

  await copyIn(
    client,
    "handover_batch",
    ["project_id", "name", "starts_on", "ends_on"],
    group.batches.map(({ project, name, startsOn, endsOn }) => [units.get(project), name, startsOn, endsOn]),
  );
  const { rows: batchRows } = await client.query<{ id: number; project_id: number; name: string }>(
    "select id, project_id, name from handover_batch",
  );
  const batches = new Map(batchRows.map(({ id, project_id, name }) => [`${project_id}/${name}`, id]));

  const signed = group.homes.filter(({ signedOn }) => signedOn !== undefined);
  await copyIn(
    client,
    "contract",
    ["home_id", "contract_no", "status", "subscribe_date", "sign_date", "price", "pay_method"],
    signed.map(({ id, project, signedOn, area }) => [
      ids.get(id),
      `HT${project}${String(id).padStart(7, "0")}`,
      "signed",
      addDays(signedOn ?? "", -draw.integer(1, 14)),
      signedOn,
      Math.round((area * draw.lognormal(18_500, 0.3)) / 1000) * 1000,
      draw.chance(0.72) ? "按揭贷款" : "一次性付款",
    ]),
  );
  await copyIn(
    client,
    "handover",
    ["home_id", "batch_id", "contract_date", "handover_date"],
    signed.map((home) => [
      ids.get(home.id),
      batches.get(`${units.get(home.project)}/${home.batch}`),
      home.plannedHandoverOn,
      home.handedOverOn,
    ]),
  );
  await copyIn(
    client,
    "occupancy",
    ["home_id", "moved_in", "renovating", "use", "move_in_date"],
    signed
      .filter(({ handedOverOn }) => handedOverOn !== undefined)
      .map(({ id, movedInOn, renovating }) => [
        ids.get(id),
        movedInOn !== undefined,
        renovating,
        movedInOn === undefined ? undefined : draw.chance(0.88) ? "自住" : "出租",
        movedInOn,
      ]),
  );
  return ids;
}
