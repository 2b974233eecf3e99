import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  CALL_OUTCOMES,
  DISPOSITION_GROUP_LABELS,
  DISPOSITION_GROUPS,
  DISPOSITION_MEANINGS,
  DISPOSITIONS,
  dispositionGroup,
  dispositionOf,
} from "./disposition.ts";
import { JOURNEY_STEP_LABELS, JOURNEY_STEPS } from "./journey-step.ts";
import { OWNER_PHASES } from "./owner-phase.ts";
import { SERVICE_PORT_LABELS, SERVICE_PORTS } from "./service-port.ts";

test("the service ports are those of the record, in the same order and words", () => {
  const sql = readFileSync("server/database/migrations/0001-organisation.sql", "utf8");
  const rows = [...sql.matchAll(/\('([a-z_]+)', '([^']+)', '([^']+)', \d+\)/g)].map(([, code, zh, en]) => [
    code,
    zh,
    en,
  ]);
  expect(rows).toEqual(
    SERVICE_PORTS.map((port) => [port, SERVICE_PORT_LABELS[port].zh, SERVICE_PORT_LABELS[port].en]),
  );
});

test("the journey has five steps and one method", () => {
  expect(JOURNEY_STEPS.map((step) => JOURNEY_STEP_LABELS[step].zh)).toEqual([
    "温馨牵手",
    "喜结连理",
    "恭迎乔迁",
    "承担责任",
    "一路同行",
    "信守承诺",
  ]);
});

test("every AAPOR group has an outcome that leads to it, and labels tell outcomes apart", () => {
  const groups = new Set(DISPOSITIONS.map((disposition) => DISPOSITION_MEANINGS[disposition].group));
  expect(DISPOSITION_GROUPS.filter((group) => !groups.has(group))).toEqual([]);
  expect(new Set(DISPOSITIONS.map((disposition) => DISPOSITION_MEANINGS[disposition].zh)).size).toBe(
    DISPOSITIONS.length,
  );
});

test.each([
  ["wrong_number", "UO"],
  ["not_owner", "NE"],
  ["vacant", "NE"],
  ["tenant", "O"],
  ["appointment", "NC"],
  ["hung_up", "R"],
  ["locked", "UH"],
  ["left_out", "O"],
] as const)("%s is %s in the owner survey", (disposition, group) => {
  for (const phase of OWNER_PHASES.filter((each) => each !== "P")) {
    expect(dispositionGroup(disposition, phase)).toBe(group);
  }
});

test("before handover an empty home says nothing about its owner", () => {
  expect(dispositionGroup("vacant", "P")).toBe("NC");
});

test("leaving somebody out needs an approver and keeps him in the frame", () => {
  expect(DISPOSITIONS.filter((disposition) => DISPOSITION_MEANINGS[disposition].needsApproval)).toEqual([
    "left_out",
  ]);
  expect(dispositionGroup("left_out", "O")).toBe("O");
});

test("what came in becomes an outcome", () => {
  const outcome = (["complete", "partial", "break-off", "screened-out"] as const).map(dispositionOf);
  expect(outcome.map((disposition) => dispositionGroup(disposition, "S"))).toEqual(["I", "P", "R", "NE"]);
});

test("the call panel has six buttons", () => {
  expect(CALL_OUTCOMES.map((disposition) => DISPOSITION_MEANINGS[disposition].zh)).toEqual([
    "完成回访",
    "约时间再访",
    "无人接听",
    "拒绝回访",
    "号码有误",
    "不再联系",
  ]);
});

test("every outcome group has a name in both languages", () => {
  expect(Object.keys(DISPOSITION_GROUP_LABELS)).toEqual([...DISPOSITION_GROUPS]);
  for (const { zh, en } of Object.values(DISPOSITION_GROUP_LABELS))
    expect(zh.length * en.length).toBeGreaterThan(0);
});
