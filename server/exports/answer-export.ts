import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { networkOf } from "#server/auth/network.ts";
import { refusedFile } from "#server/http/refused-file.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type Context, sourcesOf } from "#server/trpc/context.ts";
import { staffScope } from "#server/trpc/staff-request.ts";
import { methodSheet } from "#server/waves/method/method-sheet.ts";
import type { ExportDocument } from "./export-document.ts";
import { writeTable } from "./write-table.ts";
import { writeWorkbook } from "./write-workbook.ts";

/** Makes the document somebody asks for, from what they may see. @throws AppError */
export type ExportMaker = (
  context: Context,
  scope: Scope,
  address: URLSearchParams,
) => Promise<ExportDocument>;

const FORMATS = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parquet: "application/vnd.apache.parquet",
  arrow: "application/vnd.apache.arrow.file",
} as const;
export type ExportFormat = keyof typeof FORMATS;

function isFormat(word: string): word is ExportFormat {
  return Object.hasOwn(FORMATS, word);
}

async function fileOf(
  document: ExportDocument,
  format: ExportFormat,
  method: () => Promise<readonly (readonly string[])[]>,
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), "ownervoice-export-"));
  try {
    const path = join(folder, `table.${format}`);
    const { layout, long, passport } = document;
    if (format === "xlsx") await writeWorkbook(document, await method(), path);
    else if (format === "csv")
      await writeTable(
        {
          columns: layout.columns.map((name) => ({ name, type: "text" as const })),
          rows: [...layout.rows, [], ...passport],
        },
        path,
      );
    else await writeTable({ columns: long.columns, rows: long.rows }, path);
    return new Uint8Array(await readFile(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scopeOf(context: Context): Promise<Scope> {
  const scope = await staffScope(context);
  need(scope, "exports.run");
  return scope;
}

/**
 * Answers GET /api/export/{what}.{format}: what a screen shows, as a file. The capability is asked for, the deed is written to the log
 * before the file leaves, and scope and suppression are those of the screen.
 */
export async function answerExport(
  request: Request,
  contextOf: (headers: Headers) => Promise<Context> | Context,
  makers: Readonly<Record<string, ExportMaker>>,
): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  try {
    const { pathname, searchParams } = new URL(request.url);
    const [what = "", format = ""] = decodeURIComponent(pathname.split("/").at(-1) ?? "").split(".");
    const context = await contextOf(request.headers);
    const scope = await scopeOf(context);
    const maker = Object.hasOwn(makers, what) ? makers[what] : undefined;
    if (maker === undefined || !isFormat(format))
      throw new AppError("not_found", "There is no such export: choose another.");
    const document = await maker(context, scope, searchParams);
    const file = await fileOf(document, format, async () => {
      const { wave, language } = document.method;
      return methodSheet(await sourcesOf(context), scope, wave, language);
    });
    await writeAudit(context.db, {
      action: "export.made",
      actorId: scope.userId,
      subject: `export:${what}`,
      detail: { format, rows: document.long.rows.length, address: searchParams.toString().slice(0, 500) },
      network: networkOf(request.headers),
    });
    const name = encodeURIComponent(`${document.name}.${format}`);
    return new Response(file, {
      headers: {
        ...headers,
        "Content-Type": FORMATS[format],
        "Content-Disposition": `attachment; filename="${what}.${format}"; filename*=UTF-8''${name}`,
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (failure) {
    return refusedFile(failure, "an export failed");
  }
}
