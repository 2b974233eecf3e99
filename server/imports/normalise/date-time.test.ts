import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDateTime } from "./date-time.ts";

describe("readDateTime", () => {
  it.each([
    ["2024/1/5", "2024-01-05"],
    ["2024.1.5", "2024-01-05"],
    ["24.1.5", "2024-01-05"],
    ["2024-01-05", "2024-01-05"],
    ["2024年1月5日", "2024-01-05"],
    ["2024年01月05号", "2024-01-05"],
    ["20240105", "2024-01-05"],
    ["45292", "2024-01-01"],
    ["60", undefined],
    ["2024/1/5 (周五)", "2024-01-05"],
  ])("reads the day %s", (text, date) => {
    expect(readDateTime(text)).toEqual(date === undefined ? "unreadable" : { date });
  });

  it.each([
    ["2024/12/3 11:00:16", "2024-12-03", "11:00:16"],
    ["2024-12-03T11:00:16", "2024-12-03", "11:00:16"],
    ["2025年12月2日 7:30:48", "2025-12-02", "07:30:48"],
    ["2024-1-5 上午9:05", "2024-01-05", "09:05:00"],
    ["2024-1-5 下午9:05", "2024-01-05", "21:05:00"],
    ["2024-1-5 9:05 PM", "2024-01-05", "21:05:00"],
    ["2024-1-5 上午12:05", "2024-01-05", "00:05:00"],
    ["2024-1-5 9时5分", "2024-01-05", "09:05:00"],
    ["20240105 0905", "2024-01-05", "09:05:00"],
    ["20240105090501", "2024-01-05", "09:05:01"],
    ["45629.414086", "2024-12-03", "09:56:17"],
    ["2024-02-29 24:00", "2024-03-01", "00:00:00"],
    ["2024-12-31 24:00:00", "2025-01-01", "00:00:00"],
    ["2024-12-03T03:00:16Z", "2024-12-03", "11:00:16"],
    ["2024-12-03T20:00:16.250Z", "2024-12-04", "04:00:16"],
    ["2024-12-03 11:00:16+08:00", "2024-12-03", "11:00:16"],
  ])("reads the moment %s", (text, date, time) => {
    expect(readDateTime(text)).toEqual({ date, time });
  });

  it("counts serial numbers from 1904 where the workbook does", () => {
    expect(readDateTime("43830", true)).toEqual({ date: "2024-01-01" });
  });

  it.each([
    "",
    "0",
    "0000-00-00",
    "1900-01-00",
    "1900-01-00 00:00:00",
    "1900/1/0",
    "1899-12-30",
    "2024-01",
    "2024年1月",
    "2024",
  ])("finds no day in '%s'", (text) => {
    expect(readDateTime(text)).toBe("empty");
  });

  it.each(["2024-02-30", "2023/2/29", "2024.13.1", "20241301", "2024年4月31日"])(
    "calls %s impossible",
    (text) => {
      expect(readDateTime(text)).toBe("impossible");
    },
  );

  it.each(["下周", "交房时", "2024-01-05 25:00", "abc2024-01-05", "12-5"])(
    "does not guess at '%s'",
    (text) => {
      expect(readDateTime(text)).toBe("unreadable");
    },
  );

  it("reads every day of two centuries in every way of writing it", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2001-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (day) => {
          const date = day.toISOString().slice(0, 10);
          const [year, month, dayOfMonth] = date.split("-").map(Number);
          const serial = String(Date.UTC(year ?? 0, (month ?? 1) - 1, dayOfMonth) / 86_400_000 + 25_569);
          for (const text of [
            `${year}/${month}/${dayOfMonth}`,
            `${year}.${month}.${dayOfMonth}`,
            `${year}年${month}月${dayOfMonth}日`,
            date.replaceAll("-", ""),
            date.slice(2).replaceAll("-", "."),
            serial,
          ])
            expect(readDateTime(text)).toEqual({ date });
        },
      ),
    );
  });

  it("never throws and never invents a day that does not exist", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readDateTime(text);
        if (typeof reading !== "string") expect(Number.isNaN(Date.parse(reading.date))).toBe(false);
      }),
    );
  });
});
