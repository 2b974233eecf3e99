import { maskPersonalData } from "#surveys/mask-personal-data.ts";
import type { House } from "./house.ts";

/** Owners who write, by project: enough in two, together enough in two of one region, too few in the last. */
export const WRITERS: Readonly<Record<string, number>> = { A1: 14, A2: 6, A3: 5, B1: 12, B2: 4 };

const SAID = [
  "报修一周才有人上门。",
  "车位太少，晚上没地方停。",
  "管家回消息很快。",
  "卫生间漏水，一直没修好。",
  "电话是13812345678，打给我。",
];

/** Writes words under answers of a wave; every text holds the code of its project, so that a test sees where it came from. */
export async function writeVoices({ record, unit }: House, wave: number): Promise<void> {
  for (const [project, writers] of Object.entries(WRITERS)) {
    const responses = await record.db
      .selectFrom("response")
      .select("id")
      .where("wave_id", "=", wave)
      .where("project_id", "=", unit(project))
      .orderBy("id")
      .limit(writers)
      .execute();
    const texts = responses.map(({ id }, place) => {
      const raw = `${SAID[place % SAID.length]}来自${project}的话${place}`;
      const { masked, findings } = maskPersonalData(raw);
      return { response_id: id, item: "Y45", raw, masked, findings: findings.map(({ kind }) => kind) };
    });
    await record.db.insertInto("open_answer").values(texts).execute();
  }
}
