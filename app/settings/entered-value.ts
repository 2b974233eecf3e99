import type { SettingView } from "#server/settings/list-settings.ts";
import { FORMS } from "#surveys/compile-questionnaire.ts";
import { readDaySpans } from "#surveys/contact-hours.ts";

/** What stands in the fields of a setting: one text each. */
export type Entered = readonly string[];

/** The texts a value is shown as in its fields. */
export function enteredOf({ kind }: Pick<SettingView, "kind">, value: unknown): Entered {
  if (Array.isArray(value))
    return kind === "numbers" ? value.map(String) : [value.join(kind === "years" ? ", " : "\n")];
  if (typeof value === "object" && value !== null)
    return [
      Object.entries(value)
        .map(([indicator, measures]) => `${indicator}: ${(measures as readonly string[]).join(", ")}`)
        .join("\n"),
    ];
  return [value === null || value === undefined ? "" : String(value)];
}

type Form = Pick<SettingView, "kind" | "least" | "most" | "whole" | "optional">;

function number(text: string, { least, most, whole }: Form): number | undefined {
  const plain = text.trim();
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  if ((whole && !Number.isInteger(value)) || (least !== null && value < least)) return undefined;
  return most !== null && value > most ? undefined : value;
}

/** `9:00–12:00` as it is kept: 09:00-12:00. */
function plainSpan(text: string): string {
  return text
    .replace(/[–—~～至到]/g, "-")
    .replace(/：/g, ":")
    .replace(/(^|-)(\d:)/g, "$10$2");
}

/** Lines of an indicator and the measures it should move with. */
function besideLines(text: string): Readonly<Record<string, readonly string[]>> | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => {
    const [, indicator, measures = ""] = /^\s*([\w-]+)\s*[:：]\s*(.+)$/.exec(line) ?? [];
    return [indicator, [...new Set(measures.split(/[\s,，、]+/).filter((each) => each !== ""))]] as const;
  });
  const whole = pairs.flatMap(([indicator, measures]) =>
    indicator !== undefined && measures.length > 0 ? [[indicator, measures] as const] : [],
  );
  const twice = new Set(whole.map(([indicator]) => indicator)).size < whole.length;
  return whole.length < pairs.length || twice ? undefined : Object.fromEntries(whole);
}

/** The value that was typed; undefined when it is none or out of its bounds. The server looks again. */
export function readEntered(form: Form, entered: Entered): unknown {
  const [first = ""] = entered;
  if (form.kind === "choice") return first === "true";
  if (form.kind === "beside") return besideLines(first);
  if (form.kind === "form") return FORMS.find((each) => each === first);
  if (form.kind === "text") return first.trim();
  if (form.kind === "monthDay") return /^\d{2}-\d{2}$/.test(first.trim()) ? first.trim() : undefined;
  if (form.kind === "days") {
    const days = first.split(/[\s,，、]+/).filter((day) => day !== "");
    return days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) ? [...new Set(days)].toSorted() : undefined;
  }
  if (form.kind === "years") {
    const years = first.split(/[\s,，、·]+/).filter((year) => year !== "");
    const isRising = years.every((year, at) => at === 0 || Number(year) > Number(years[at - 1]));
    return isRising && years.every((year) => /^[1-9]\d?$/.test(year)) ? years.map(Number) : undefined;
  }
  if (form.kind === "addresses") {
    const addresses = first.split(/[\s,，、;；]+/).filter((address) => address !== "");
    const isAddress = (text: string) => /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)$/i.test(text);
    return addresses.every(isAddress) ? [...new Set(addresses)].toSorted() : undefined;
  }
  if (form.kind === "hours") {
    const spans = first
      .split(/[\s,，、;；]+/)
      .filter((span) => span !== "")
      .map(plainSpan);
    return spans.length > 0 && readDaySpans(spans) ? spans : undefined;
  }
  if (form.kind === "numbers") {
    const numbers = entered.map((text) => number(text, form));
    return numbers.includes(undefined) ? undefined : numbers;
  }
  if (form.optional && first.trim() === "") return null;
  return number(first, form);
}
