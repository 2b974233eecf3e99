const DAY_MS = 86_400_000;

/** What a number format shows of a serial number. */
export type SerialShape = "date" | "datetime" | "time";

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** Milliseconds of the day a serial number's whole part stands for. Excel's calendar has a 29 February 1900 that never was. */
function dayStart(day: number, date1904: boolean): number {
  if (date1904) return Date.UTC(1904, 0, 1) + day * DAY_MS;
  return Date.UTC(1899, 11, day > 60 ? 30 : 31) + day * DAY_MS;
}

/**
 * A spreadsheet's serial number as local text: "YYYY-MM-DD", with " HH:MM:SS" for a datetime, rounded to the nearest second.
 * @returns undefined for numbers that are no day between 1900 and 2200; "1900-01-00" for zero, which spreadsheets show as that
 */
export function serialToText(serial: number, shape: SerialShape, date1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 110_000) return undefined;
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const time = `${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
  if (shape === "time" && day === 0) return time;
  if (day === 0 && !date1904) return "1900-01-00";
  const date = new Date(dayStart(day, date1904)).toISOString().slice(0, 10);
  return shape === "date" && rest === 0 ? date : `${date} ${time}`;
}
