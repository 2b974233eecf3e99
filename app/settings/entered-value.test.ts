import { describe, expect, it } from "vitest";
import { enteredOf, readEntered } from "./entered-value.ts";

const form = { kind: "number", least: 1, most: 10, whole: true, optional: false } as const;

describe("what is typed for a setting", () => {
  it("reads numbers within their bounds only", () => {
    expect(["3", " 10 ", "0", "11", "2.5", "", "x", "-1"].map((text) => readEntered(form, [text]))).toEqual([
      3,
      10,
      ...Array(6).fill(undefined),
    ]);
    expect(readEntered({ ...form, whole: false }, ["2.5"])).toBe(2.5);
    expect(readEntered({ ...form, optional: true }, [" "])).toBeNull();
  });

  it("reads addresses of both kinds, each once", () => {
    expect(
      readEntered({ ...form, kind: "addresses" }, ["203.0.113.9，2001:db8:1:2::77\n203.0.113.9"]),
    ).toEqual(["2001:db8:1:2::77", "203.0.113.9"]);
    expect(readEntered({ ...form, kind: "addresses" }, ["售楼处"])).toBeUndefined();
    expect(readEntered({ ...form, kind: "addresses" }, [""])).toEqual([]);
  });

  it("reads days in any order, each once", () => {
    expect(readEntered({ ...form, kind: "days" }, ["2026-10-02\n2026-10-01，2026-10-02"])).toEqual([
      "2026-10-01",
      "2026-10-02",
    ]);
    expect(readEntered({ ...form, kind: "days" }, ["10月1日"])).toBeUndefined();
    expect(readEntered({ ...form, kind: "days" }, [""])).toEqual([]);
  });

  it("reads hours however they are typed, in order and apart", () => {
    const hours = { ...form, kind: "hours" } as const;
    expect(readEntered(hours, ["9:00–12:00\n14:00-20:00"])).toEqual(["09:00-12:00", "14:00-20:00"]);
    expect(readEntered(hours, ["09：30至11:00、15:00~18:30"])).toEqual(["09:30-11:00", "15:00-18:30"]);
    for (const wrong of ["", "9-12", "14:00-20:00 9:00-12:00", "9:00-12:00 11:00-13:00", "20:00-9:00"])
      expect(readEntered(hours, [wrong])).toBeUndefined();
  });

  it("shows every kind of value as it reads it", () => {
    const kinds = [
      ["number", 3],
      ["numbers", [3.5, 7]],
      ["years", [3, 5]],
      ["days", ["2026-01-01"]],
      ["hours", ["09:00-12:00", "14:00-20:00"]],
      ["monthDay", "11-30"],
      ["text", "400 800 1234"],
    ] as const;
    for (const [kind, value] of kinds) {
      const bounds = { least: null, most: null, whole: false, optional: false };
      expect(readEntered({ kind, ...bounds }, enteredOf({ kind }, value))).toEqual(value);
    }
  });
});

it("measures beside indicators are a line each, and come back as they were", () => {
  const form = { kind: "beside", least: null, most: null, whole: false, optional: false } as const;
  const value = { D4: ["repairs-on-time", "repairs-reopened"], P2: ["repairs-reopened"] };
  const entered = enteredOf(form, value);
  expect(entered).toEqual(["D4: repairs-on-time, repairs-reopened\nP2: repairs-reopened"]);
  expect(readEntered(form, entered)).toEqual(value);
  expect(readEntered(form, [" D4：repairs-on-time、repairs-reopened\n\nP2:repairs-reopened "])).toEqual(
    value,
  );
  for (const wrong of ["D4", "D4:", "D4: a\nD4: b", ": a"])
    expect(readEntered(form, [wrong])).toBeUndefined();
});
