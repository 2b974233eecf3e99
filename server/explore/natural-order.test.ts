import { expect, test } from "vitest";
import { naturalOrder } from "./natural-order.ts";

test("handover batches stand in the order they are counted in, the nameless last", () => {
  const names = ["", "二期", "十二期", "六期", "一期", "3期", "二十期", "十期"];
  expect(names.toSorted(naturalOrder)).toEqual([
    "一期",
    "二期",
    "3期",
    "六期",
    "十期",
    "十二期",
    "二十期",
    "",
  ]);
});

test("other words keep the order of the dictionary", () => {
  expect(["洋房", "叠拼", "高层"].toSorted(naturalOrder)).toEqual(["叠拼", "高层", "洋房"]);
});
