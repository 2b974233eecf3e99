import type { Analysis } from "#server/analysis/analysis.ts";

/** Everything an analysis says, with what differs between two histories of the same content (cell numbers) taken out. */
export async function contents(of: Analysis) {
  const answers = await of.query(
    "select c.wave_id, c.project_id, c.region_id, c.phase, a.* exclude (cell_id) from cell_answer a join cell c using (cell_id) order by all",
  );
  const pairs = await of.query(
    "select c.wave_id, c.project_id, c.region_id, c.phase, p.* exclude (cell_id) from cell_pair p join cell c using (cell_id) order by all",
  );
  const responses = await of.query("select * exclude (cell_id) from response_annual order by all");
  return { answers, pairs, responses, frame: await of.query("select * from frame_cell order by all") };
}

/** The pair sums of the resident cubes in the form of the view cell_pair. */
export async function residentPairs(
  of: Analysis,
  questionnaire: string,
  waveIds: readonly number[],
  items: readonly string[],
) {
  const { moments } = await of.moments({
    questionnaire,
    waveIds,
    by: [],
    columns: items.map((item) => ({ kind: "answer", item }) as const),
  });
  const names = moments.columns.map((column) => (column.kind === "answer" ? column.item : ""));
  return moments.cells
    .flatMap(({ group, n, sumA, sumB, sumAB }) => {
      let place = -1;
      return names.flatMap((a, i) =>
        names.slice(i).flatMap((b) => {
          place++;
          const key = `${group.wave}|${group.project}|${group.phase}|${a}|${b}`;
          return n[place] === 0 ? [] : [`${key}: ${n[place]} ${sumA[place]} ${sumB[place]} ${sumAB[place]}`];
        }),
      );
    })
    .toSorted();
}

/** The same by the view. */
export async function viewPairs(of: Analysis, questionnaire: string) {
  const rows = await of.query(
    "select c.wave_id, c.project_id, c.phase, p.* from cell_pair p join cell c using (cell_id) where questionnaire_id = $1",
    [questionnaire],
  );
  return rows
    .map(
      (row) =>
        `${row.wave_id}|${row.project_id}|${row.phase}|${row.column_a}|${row.column_b}: ${row.n} ${row.sum_a} ${row.sum_b} ${row.sum_ab}`,
    )
    .toSorted();
}
