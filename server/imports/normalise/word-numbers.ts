const ASCII = 128;
const WORDS = 10_000;

/**
 * Numbers the words of a table, so that what any of its columns reads them to can be kept in a list. Columns share it:
 * the same few words stand in all of them, and one small table of words stays where the processor finds it.
 * @returns the word's number, from 0 and below 10,128; undefined for words which came after 10,000 others
 */
export function wordNumbers(): (word: string) => number | undefined {
  const numbers = new Map<string, number>();
  return (word) => {
    if (word.length === 1) {
      const code = word.charCodeAt(0);
      if (code < ASCII) return code;
    }
    const known = numbers.get(word);
    if (known !== undefined || numbers.size >= WORDS) return known;
    numbers.set(word, ASCII + numbers.size);
    return ASCII + numbers.size - 1;
  };
}
