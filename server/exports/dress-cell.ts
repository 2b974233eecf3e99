import type ExcelJS from "exceljs";
import type { CellFace } from "./export-document.ts";

/** Colours of paper: the edges of better and worse, and the hatching. */
const [EDGE_ABOVE, EDGE_BELOW, HATCH] = ["06504A", "7A3606", "C4CBD4"] as const;

function argb(colour: string) {
  return { argb: `FF${colour.toUpperCase()}` };
}

/** Gives a cell of a workbook the fill, edge, hatching and arrow it has on the screen; its number stays a number. */
export function dressCell(cell: ExcelJS.Cell, face: CellFace): void {
  if (face.hatched)
    cell.fill = {
      type: "pattern",
      pattern: "lightUp",
      fgColor: argb(HATCH),
      bgColor: argb("FFFFFF"),
    };
  else if (face.fill) cell.fill = { type: "pattern", pattern: "solid", fgColor: argb(face.fill) };
  if (face.edge === "above") cell.border = { top: { style: "medium", color: argb(EDGE_ABOVE) } };
  if (face.edge === "below") cell.border = { bottom: { style: "medium", color: argb(EDGE_BELOW) } };
  if (face.bold) cell.font = { bold: true };
  if (typeof cell.value !== "number") return;
  const whole = face.decimals === 0 || (!face.percent && Number.isInteger(cell.value));
  const digits = `${whole ? "0" : "0.0"}${face.percent ? "%" : ""}`;
  cell.numFmt = face.arrow ? `${digits}" ${face.arrow}"` : digits;
}
