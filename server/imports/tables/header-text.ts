import { plainText } from "../normalise/plain-text.ts";

const NUMBERING = /^(?:Q?\d{1,3}(?:\.\d+)?[、.．_:：)）]\s*|第\d+题[、:：]?)/i;
const HINT = /[(（[【][^()（）[\]【】]*[)）\]】]/g;

/** A header without what varies between files: width, spaces, line breaks, stars, numbering and closing colons. */
export function headerText(header: string): string {
  return plainText(header)
    .replace(/\s+/g, "")
    .replace(/[*★]/g, "")
    .replace(NUMBERING, "")
    .replace(/[:：?？]+$/, "")
    .toLowerCase();
}

/**
 * The forms under which a header is looked up, the most exact first: as it is, without hints and units in brackets,
 * and without the name of a question group before a dash.
 */
export function headerForms(header: string): readonly string[] {
  const whole = headerText(header);
  const afterDash = whole.replace(/^[^—–]{1,12}[—–]+/, "");
  const forms = [whole, whole.replace(HINT, ""), afterDash, afterDash.replace(HINT, "")];
  return [...new Set(forms.map((form) => form.replace(/[?？:：]+$/, "")))].filter((form) => form !== "");
}
