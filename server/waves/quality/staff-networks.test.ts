import { afterAll, beforeAll, expect, test } from "vitest";
import { CLIENT_ADDRESS_HEADER, networkOf } from "#server/auth/network.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { markMaker } from "#server/submissions/respondent-marks.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { PLAIN } from "#tests/straight-answers.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { fromStaffNetworks } from "./staff-networks.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 24);
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("an IPv6 network is known by any address of it, of a site and of a sign-in; another network is not", async () => {
  const run = statementsOf(record.db);
  const lead = await scopeOf(record.db, "project_lead", field.homes.projects.oak);
  const signedIn = networkOf(new Headers({ [CLIENT_ADDRESS_HEADER]: "2001:DB8:1:2:ffff::5" }));
  expect(signedIn).toBe("2001:db8:1:2::/64");
  await run(
    "insert into audit_log (action, actor_id, network, at) values ('sign-in', $1, $2, '2025-11-10T04:00:00Z')",
    [lead.userId, signedIn],
  );
  const mark = markMaker();
  const put = (n: number, address: string) => {
    const { network } = mark(field.waveId, undefined, address);
    return putAnswer(record.db, {
      key: field.keys.get(`OAK-${String(4 * n).padStart(6, "0")}`) ?? "",
      answers: PLAIN,
      at: "2025-11-20T04:00:00Z",
      ...(network && { network }),
    });
  };
  const [fromLead, fromSite] = [await put(1, "2001:db8:1:2::77"), await put(2, "2001:db8:9:9:0:0:0:8")];
  await put(3, "2001:db8:1:3::77");
  const found = await fromStaffNetworks(run, field.waveId, "2025-11-05", ["2001:db8:9:9::1"]);
  expect(found.map(({ id, detail }) => [id, detail]).toSorted()).toEqual(
    [
      [fromLead, { network: "sign-in" }],
      [fromSite, { network: "site" }],
    ].toSorted(),
  );
  // a burst counts addresses of one network once
  const marks = ["2001:db8:5:5::1", "2001:db8:5:5::2", "2001:db8:5:6::1"].map((address) =>
    mark(field.waveId, undefined, address).network?.toString("hex"),
  );
  expect(new Set(marks).size).toBe(2);
  expect(marks[0]).toBe(marks[1]);
});
