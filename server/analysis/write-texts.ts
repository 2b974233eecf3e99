import duckdb from "@duckdb/node-bindings";

/** Words of 32 bits in a `duckdb_string_t`: the length, then up to twelve bytes of the text itself. */
const WORDS = 4;
const INLINE_BYTES = 12;

/** Short texts met before, as DuckDB keeps them; emptied when it gets large. */
const INLINED = new Map<string, Uint32Array>();
const KEPT = 65_536;

const encoder = new TextEncoder();

/** A text as DuckDB keeps it inside the vector, or undefined when it is too long for that. */
function inlined(text: string): Uint32Array | undefined {
  const known = INLINED.get(text);
  if (known !== undefined) return known;
  const bytes = encoder.encode(text);
  if (bytes.length > INLINE_BYTES) return undefined;
  const words = new Uint32Array(WORDS);
  words[0] = bytes.length;
  new Uint8Array(words.buffer).set(bytes, 4);
  if (INLINED.size >= KEPT) INLINED.clear();
  INLINED.set(text, words);
  return words;
}

/**
 * Fills a VARCHAR vector; nulls are left to its validity. Short texts lie inside the vector (the C interface publishes
 * the layout as `duckdb_string_t`), so they go over as memory: a call a text would cost five times as much.
 */
export function writeTexts(vector: duckdb.Vector, texts: readonly (string | null)[], count: number): void {
  const stored = new Uint32Array(WORDS * count);
  const long: number[] = [];
  for (let row = 0; row < count; row++) {
    const text = texts[row];
    if (text === null || text === undefined) continue;
    const words = inlined(text);
    if (words === undefined) long.push(row);
    else for (let at = 0; at < WORDS; at++) stored[WORDS * row + at] = words[at] as number;
  }
  duckdb.copy_data_to_vector(vector, 0, stored.buffer, 0, stored.byteLength);
  for (const row of long) duckdb.vector_assign_string_element(vector, row, texts[row] ?? "");
}
