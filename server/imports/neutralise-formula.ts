/**
 * Text that a spreadsheet will show and never run: a cell that starts like a formula gets an apostrophe, which
 * spreadsheets read as "this is text". Headers need it as much as cells.
 */
export function neutraliseFormula(text: string): string {
  return /^\s*[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?%?$/.test(text) ? `'${text}` : text;
}
