import { maskPersonalData } from "#surveys/mask-personal-data.ts";
import { maskName, maskPhone } from "../../vault/mask.ts";
import type { Handling } from "../tables/column-spec.ts";

const LONGEST = 80;

/** A cell as a report may show it: nothing of dropped columns, masked where personal, shortened. */
export function shownValue(value: string, handling: Handling): string {
  if (value === "" || handling === "drop" || handling === "hash") return "";
  if (handling === "vault")
    return /[\d*]{6}/.test(value.replace(/[\s-]/g, "")) ? maskPhone(value) : maskName(value);
  const { masked } = maskPersonalData(value.slice(0, 1_000));
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}
