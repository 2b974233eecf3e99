/** A value of a row on its way into COPY; undefined is null. */
export type CopyValue = string | number | boolean | Uint8Array | object | null | undefined;

const SPECIAL = /[\\\t\n\r]/;

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function valueText(value: CopyValue): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Uint8Array) {
    const bytes = Buffer.isBuffer(value)
      ? value
      : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return `\\\\x${bytes.toString("hex")}`;
  }
  return escaped(JSON.stringify(value));
}

/** One row in COPY's text format with its line end; bytes as bytea, other objects and lists as JSON. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = "";
  for (let at = 0; at < values.length; at++)
    line += at === 0 ? valueText(values[at]) : `\t${valueText(values[at])}`;
  return `${line}\n`;
}
