import { maskPersonalData } from "#surveys/mask-personal-data.ts";
import type { StoredText } from "./response-row.ts";

/** Words as they are kept: raw for the custodian, and with personal data taken out for everybody else. */
export function maskTexts(texts: Readonly<Record<string, string>>): readonly StoredText[] {
  return Object.entries(texts).map(([item, raw]) => {
    const { masked, findings } = maskPersonalData(raw);
    return { item, raw, masked, findings: [...new Set(findings.map(({ kind }) => kind))] };
  });
}
