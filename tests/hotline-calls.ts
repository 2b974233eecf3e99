import type { House } from "./security/house.ts";

/** A call as a test tells it: the day in China, the caller's wait, whether anybody answered, and from which home. */
export type ToldCall = {
  readonly project: string;
  readonly at: string;
  readonly seconds: number;
  readonly answered: boolean;
  readonly home?: string;
};

/** Writes calls to the hotline, and the homes they come from. */
export async function callIn({ record, unit }: House, calls: readonly ToldCall[]): Promise<void> {
  const homes = [...new Set(calls.flatMap(({ home, project }) => (home ? [`${project}|${home}`] : [])))];
  const ids = new Map<string, number>();
  for (const name of homes) {
    const [project = "", room = ""] = name.split("|");
    const { id } = await record.db
      .insertInto("home")
      .values({ code: `${project}-${room}`, project_id: unit(project), building: "1", room })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.set(name, id);
  }
  await record.db
    .insertInto("hotline_call")
    .values(
      calls.map(({ project, at, seconds, answered, home }, place) => ({
        project_id: unit(project),
        call_no: `${project}-${at}-${place}`,
        home_id: home === undefined ? null : (ids.get(`${project}|${home}`) ?? null),
        started_at: new Date(`${at}+08:00`),
        queue_seconds: seconds,
        answered,
        talk_seconds: answered ? 60 : null,
      })),
    )
    .execute();
}
