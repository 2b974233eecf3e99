const ASCII = 128;
const WORDS = 10_000;

/** Numbers a table's words may have: below it. */
export const MOST_WORDS = ASCII + WORDS;

/** The number of a word that has none. */
export const NO_NUMBER = -1;

/**
 * Numbers the words of a table, so that what any of its columns reads them to can be kept in a list. Columns share it:
 * the same few words stand in all of them, and one small table of words stays where the processor finds it.
 * @returns the word's number, from 0 and below `MOST_WORDS`; `NO_NUMBER` for words which came after 10,000 others
 */
export function wordNumbers(): (word: string) => number {
  const numbers = new Map<string, number>();
  return (word) => {
    if (word.length === 1) {
      const code = word.charCodeAt(0);
      if (code < ASCII) return code;
    }
    const known = numbers.get(word);
    if (known !== undefined) return known;
    if (numbers.size >= WORDS) return NO_NUMBER;
    numbers.set(word, ASCII + numbers.size);
    return ASCII + numbers.size - 1;
  };
}
