/** Signs that may begin a line: each Chinese one, and other words whole. */
const PIECES = /[\u2e80-\uffff]|\s*[^\s\u2e80-\uffff]+|\s+/g;

/** A text in lines no wider than `room`, which may break between Chinese signs and between words. */
export function breakLines(text: string, room: number, widthOf: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== "" && widthOf(line + piece) > room) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()];
}
