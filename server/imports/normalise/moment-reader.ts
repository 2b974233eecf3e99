import { type DateReading, readDateTime } from "./date-time.ts";

const DAYS = 5_000;

function digit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Whether the text goes on from here, to its end, as h:mm:ss or hh:mm:ss of a day that has 24 hours. */
function isPlainClock(text: string, from: number): boolean {
  const colon = digit(text, from + 1) ? from + 2 : from + 1;
  return (
    text.length === colon + 6 &&
    digit(text, from) &&
    text[colon] === ":" &&
    digit(text, colon + 1) &&
    digit(text, colon + 2) &&
    text[colon + 3] === ":" &&
    digit(text, colon + 4) &&
    digit(text, colon + 5) &&
    Number(text.slice(from, colon)) < 24 &&
    text.charCodeAt(colon + 1) < 54 &&
    text.charCodeAt(colon + 4) < 54
  );
}

/**
 * Makes the reader of a column of moments. It reads as `readDateTime` does; days, of which a column has few, are read
 * once, and of the usual clock nothing but its digits is looked at.
 */
export function momentReader(date1904: boolean): (plain: string) => DateReading {
  const days = new Map<string, DateReading>();
  return (plain) => {
    const gap = plain.indexOf(" ");
    if (gap < 8 || digit(plain, 4) || !isPlainClock(plain, gap + 1)) return readDateTime(plain, date1904);
    const written = plain.slice(0, gap);
    let day = days.get(written);
    if (day === undefined) {
      day = readDateTime(written, date1904);
      if (days.size < DAYS) days.set(written, day);
    }
    if (typeof day === "string" || day.time !== undefined) return readDateTime(plain, date1904);
    const clock = plain.slice(gap + 1);
    return { date: day.date, time: clock.length === 8 ? clock : `0${clock}` };
  };
}
