import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import type { Language } from "./language/language.ts";

/**
 * Every number on a screen passes through here: one decimal for scores and shares, whole NPS points, U+2212 for
 * minus, thousands commas, an en dash for ranges. A missing number is a dash, never 0.
 */

const MINUS = "\u2212";
export const NOTHING = "\u2014";

function decimals(unit: ReadingUnit): number {
  return unit === "nps" ? 0 : 1;
}

/** Rounds half away from zero; what is nearly −0 is 0. */
function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  const result = (Math.sign(value) * Math.round(Math.abs(value) * factor + 1e-9)) / factor;
  return result === 0 ? 0 : result;
}

function signed(value: number, digits: number): string {
  const shown = rounded(value, digits);
  const size = digits === 0 ? THOUSANDS.format(Math.abs(shown)) : Math.abs(shown).toFixed(digits);
  if (shown === 0) return size;
  return shown > 0 ? `+${size}` : `${MINUS}${size}`;
}

/** The figure alone: `71.4`, `41.3`, `+15`. The per cent sign is set smaller beside it, see `figureSuffix`. */
export function formatFigure(value: number | null, unit: ReadingUnit): string {
  if (value === null) return NOTHING;
  if (unit === "nps") return signed(value, 0);
  const shown = rounded(value, 1);
  return shown < 0 ? `${MINUS}${Math.abs(shown).toFixed(1)}` : shown.toFixed(1);
}

export function figureSuffix(unit: ReadingUnit): string {
  return unit === "percent" ? "%" : "";
}

/** `71.4`, `41.3%`, `+15`. */
export function formatValue(value: number | null, unit: ReadingUnit): string {
  return value === null ? NOTHING : formatFigure(value, unit) + figureSuffix(unit);
}

/** `±0.7`, and `` where there is no interval. */
export function formatHalfWidth(halfWidth: number | null, unit: ReadingUnit): string {
  return halfWidth === null ? "" : `±${rounded(halfWidth, decimals(unit)).toFixed(decimals(unit))}`;
}

/** A difference with its sign: `+2.4`, `−0.4`, `0.0`; whole ones as `+3,631`. */
export function formatDifference(difference: number, unit: ReadingUnit): string {
  return signed(difference, decimals(unit));
}

/** The size of a difference whose direction an arrow or a word tells: `6.0`. */
export function formatMagnitude(difference: number, unit: ReadingUnit): string {
  return Math.abs(rounded(difference, decimals(unit))).toFixed(decimals(unit));
}

/** Kept: to make one costs more than all it ever formats. */
const THOUSANDS = new Intl.NumberFormat("en-US");

/** A round step of an axis: `-20` is `−20`, `1000` is `1,000`. */
export function formatTick(tick: number): string {
  return THOUSANDS.format(tick).replace("-", MINUS);
}

/** `22,277`. */
export function formatCount(count: number | null): string {
  return count === null ? NOTHING : THOUSANDS.format(Math.round(count)).replace("-", MINUS);
}

/** A share given in 0–1 as `84.2%`. */
export function formatShare(share: number | null): string {
  return share === null ? NOTHING : `${rounded(share * 100, 1).toFixed(1)}%`;
}

/** Share of a part in its whole, given in 0–1: `30%`, `12.5%`. */
export function formatWeight(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}

const SHANGHAI = "Asia/Shanghai";

/** A calendar day in a sentence: `1 月 20 日`, `20 Jan`. The day is `YYYY-MM-DD`. */
export function formatDay(day: string, language: Language): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  return language === "zh-CN"
    ? `${date.getUTCMonth() + 1} 月 ${date.getUTCDate()} 日`
    : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

const MOMENT = new Intl.DateTimeFormat("sv-SE", {
  timeZone: SHANGHAI,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** A moment as people in China read it: `2026-01-20 09:30`. */
export function formatMoment(moment: string | Date): string {
  return MOMENT.format(typeof moment === "string" ? new Date(moment) : moment);
}

/** Two days as a range: `2025-11-01–12-10`, with both years where they differ. */
export function formatDayRange(from: string, to: string): string {
  return from.slice(0, 4) === to.slice(0, 4) ? `${from}–${to.slice(5)}` : `${from}–${to}`;
}
