/** The end of a quoted field in text: a quote before the delimiter or the end; quotes elsewhere inside are text. */
function closing(record: string, from: number, delimiter: string): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 1)) {
    if (at + 1 === record.length || record[at + 1] === delimiter || record[at + 1] === "\r") return at;
    if (record[at + 1] === '"') at++;
  }
  return -1;
}

/**
 * Cuts one record into its fields (RFC 4180). Quotes that were never escaped stay in the text, as does a quote
 * that does not open its field or is never closed.
 */
export function parseRecord(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let start = 0;
  while (start <= record.length) {
    const close = record[start] === '"' ? closing(record, start + 1, delimiter) : -1;
    if (close >= 0) {
      fields.push(record.slice(start + 1, close).replaceAll('""', '"'));
      const next = record.indexOf(delimiter, close + 1);
      if (next < 0) return fields;
      start = next + 1;
      continue;
    }
    const end = record.indexOf(delimiter, start);
    if (end < 0) {
      fields.push(record.slice(start));
      return fields;
    }
    fields.push(record.slice(start, end));
    start = end + 1;
  }
  return fields;
}
