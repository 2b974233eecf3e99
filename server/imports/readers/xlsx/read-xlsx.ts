import { posix } from "node:path";
import { AppError } from "../../../app-error.ts";
import type { Sheet, SheetFile } from "../sheet.ts";
import { type Archive, openZip } from "./open-zip.ts";
import { readDateStyles } from "./read-date-styles.ts";
import { readRows } from "./read-rows.ts";
import { readSharedStrings } from "./read-shared-strings.ts";
import { xmlElements } from "./xml-elements.ts";

type Relations = ReadonlyMap<string, { readonly target: string; readonly type: string }>;

async function relationsOf(archive: Archive, part: string): Promise<Relations> {
  const path = posix.join(posix.dirname(part), "_rels", `${posix.basename(part)}.rels`);
  const relations = new Map<string, { target: string; type: string }>();
  if (!archive.has(path)) return relations;
  for (const { name, attributes } of xmlElements(await archive.text(path))) {
    if (name !== "Relationship" || attributes.Id === undefined || attributes.Target === undefined) continue;
    const target = attributes.Target.startsWith("/")
      ? attributes.Target.slice(1)
      : posix.join(posix.dirname(part), attributes.Target);
    relations.set(attributes.Id, { target, type: attributes.Type ?? "" });
  }
  return relations;
}

function notAWorkbook(archive: Archive): AppError {
  const inside = archive.names.slice(0, 3).join(", ");
  return new AppError(
    "file_unreadable",
    archive.has("xl/workbook.bin") || archive.has("content.xml")
      ? "This kind of workbook (xlsb or ods) is not read: save it as .xlsx or .csv and import that file."
      : `This is a zip archive and no workbook (it holds ${inside || "nothing"}): unpack it and import the files in it.`,
  );
}

async function workbookPart(archive: Archive): Promise<string> {
  for (const { target, type } of (await relationsOf(archive, "")).values())
    if (type.endsWith("/officeDocument") && archive.has(target) && target.endsWith(".xml")) return target;
  if (archive.has("xl/workbook.xml")) return "xl/workbook.xml";
  throw notAWorkbook(archive);
}

/** Opens a workbook of the Office Open XML kind (.xlsx, .xlsm), without macros, formulas or links being run or followed. */
export async function readXlsx(path: string): Promise<SheetFile> {
  const archive = await openZip(path);
  try {
    const workbook = await workbookPart(archive);
    const relations = await relationsOf(archive, workbook);
    const byType = (ending: string) =>
      [...relations.values()].find(({ type, target }) => type.endsWith(ending) && archive.has(target))
        ?.target;
    const stylesPart = byType("/styles");
    const stringsPart = byType("/sharedStrings");
    const dateStyles = stylesPart === undefined ? [] : readDateStyles(await archive.text(stylesPart));
    const strings = stringsPart === undefined ? [] : await readSharedStrings(archive.pieces(stringsPart));
    let date1904 = false;
    const sheets: Sheet[] = [];
    for (const { name, closing, attributes } of xmlElements(await archive.text(workbook))) {
      if (closing) continue;
      if (name === "workbookPr") date1904 = ["1", "true"].includes(attributes.date1904 ?? "");
      const part = name === "sheet" ? relations.get(attributes.id ?? "") : undefined;
      if (!part?.type.endsWith("/worksheet") || !archive.has(part.target)) continue;
      const context = { strings, dateStyles, date1904 };
      sheets.push({
        name: attributes.name ?? "",
        hidden: (attributes.state ?? "visible") !== "visible",
        date1904,
        rows: () => readRows(archive.pieces(part.target), context),
      });
    }
    return { format: "xlsx", sheets, close: archive.close };
  } catch (failure) {
    await archive.close();
    throw failure;
  }
}
