import type { Batch, ColumnValues } from "./columns.ts";

/**
 * Identity of a set of rows, whatever their order: the sum of the rows' hashes, so that rows can be added and taken
 * out. Two words of 32 bits. It tells apart contents that differ by accident; it is no defence against a forger.
 */
export type ContentHash = Uint32Array;

/** The hash of no rows. */
export function emptyHash(): ContentHash {
  return new Uint32Array(2);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** One round of MurmurHash3 (x86, 32 bits) by Austin Appleby, public domain. */
function mix(hash: number, word: number): number {
  const scrambled = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/** The final avalanche of the same hash. */
function finish(hash: number): number {
  let word = hash ^ (hash >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function textWord(text: string, seed: number): number {
  let hash = seed;
  for (let place = 0; place < text.length; place++) hash = mix(hash, text.charCodeAt(place));
  return finish(hash ^ text.length);
}

/** Words of texts already met; the attributes of a response are a few words that come again and again. */
const TEXT_WORDS = new Map<string, readonly [number, number]>();

function textWords(text: string): readonly [number, number] {
  const known = TEXT_WORDS.get(text);
  if (known !== undefined) return known;
  const words = [textWord(text, 0x3c6ef372), textWord(text, 0x1f83d9ab)] as const;
  if (TEXT_WORDS.size < 100_000) TEXT_WORDS.set(text, words);
  return words;
}

const NO_TEXT = [0, 0] as const;

function mixNumbers(words: Int32Array, numbers: Uint8Array | Int32Array, count: number): void {
  for (let row = 0; row < count; row++) words[row] = mix(words[row] as number, numbers[row] as number);
}

function mixColumn(first: Int32Array, second: Int32Array, values: ColumnValues, count: number): void {
  switch (values.kind) {
    case "uuid": {
      const view = new DataView(values.bytes.buffer, values.bytes.byteOffset);
      for (let row = 0; row < count; row++) {
        for (let at = 0; at < 16; at += 4) {
          const word = view.getInt32(16 * row + at);
          first[row] = mix(first[row] as number, word);
          second[row] = mix(second[row] as number, word);
        }
      }
      break;
    }
    case "flag":
    case "code":
    case "word":
      mixNumbers(first, values.bytes, count);
      mixNumbers(second, values.bytes, count);
      break;
    case "integer":
    case "day":
      mixNumbers(first, values.numbers, count);
      mixNumbers(second, values.numbers, count);
      break;
    case "text":
      for (let row = 0; row < count; row++) {
        const text = values.texts[row];
        const [a, b] = typeof text === "string" ? textWords(text) : NO_TEXT;
        first[row] = mix(first[row] as number, a);
        second[row] = mix(second[row] as number, b);
      }
      break;
  }
}

/** Four columns of codes at a time: a word for each row. */
function mixCodes(first: Int32Array, second: Int32Array, codes: readonly Uint8Array[], count: number): void {
  const nothing = new Uint8Array(count);
  for (let place = 0; place < codes.length; place += 4) {
    const [a = nothing, b = nothing, c = nothing, d = nothing] = codes.slice(place, place + 4);
    for (let row = 0; row < count; row++) {
      const word =
        (a[row] as number) |
        ((b[row] as number) << 8) |
        ((c[row] as number) << 16) |
        ((d[row] as number) << 24);
      first[row] = mix(first[row] as number, word);
      second[row] = mix(second[row] as number, word);
    }
  }
}

/**
 * Adds the rows of a batch to a hash, or takes them out. Only columns that come from the record count: numbers given
 * while loading (cell ids) differ between a rebuild and a history of small loads.
 * @param relation name of the relation, so that equal rows of two relations differ
 */
export function addToHash(hash: ContentHash, relation: string, batch: Batch, sign: 1 | -1): void {
  const { count, columns, values } = batch;
  const [seedA, seedB] = textWords(relation);
  const first = new Int32Array(count).fill(seedA);
  const second = new Int32Array(count).fill(seedB);
  const codes: Uint8Array[] = [];
  for (const [place, column] of columns.entries()) {
    const own = values[place];
    if (own === undefined) continue;
    if (own.kind === "code") codes.push(own.bytes);
    else if (column.from !== undefined) mixColumn(first, second, own, count);
  }
  mixCodes(first, second, codes, count);
  let [a = 0, b = 0] = hash;
  for (let row = 0; row < count; row++) {
    a = (a + sign * finish(first[row] as number)) | 0;
    b = (b + sign * finish((second[row] as number) ^ 0x5bd1e995)) | 0;
  }
  hash.set([a, b]);
}

/** The hash as 16 hexadecimal digits. */
export function hashText(hash: ContentHash): string {
  return [...hash].map((word) => word.toString(16).padStart(8, "0")).join("");
}
