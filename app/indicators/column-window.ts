/** Which columns of a wide table are drawn, and the room of those that are not. */
export type ColumnWindow = {
  /** Places of the columns to draw, in order; −1 stands for the room before, Infinity for the room after. */
  readonly drawn: readonly number[];
  /** Widths of the rooms, in pixels. */
  readonly before: number;
  readonly after: number;
  /** Width of the whole table, in pixels. */
  readonly width: number;
  /** Whether some columns may be missing, so that places are told by number. */
  readonly counted: boolean;
  readonly columns: number;
  /** Brings a column into sight. */
  readonly reveal: (place: number) => void;
};

/** Drawn beyond what is in sight, on either side; and in steps of that many, so that scrolling seldom draws anew. */
const BESIDE = 8;

/**
 * The first and last of equally wide columns in sight, with some on either side.
 * @param from pixels scrolled past the first column, negative before it
 * @param room pixels in sight
 */
export function inSight(from: number, room: number, width: number, count: number): readonly [number, number] {
  const first = Math.floor(from / width / BESIDE) * BESIDE - BESIDE;
  const last = Math.ceil((from + room) / width / BESIDE) * BESIDE + BESIDE;
  return [Math.min(Math.max(0, first), Math.max(0, count - 1)), Math.max(0, Math.min(count - 1, last))];
}
