import { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { env } from "#server/env.ts";
import { downloadTable } from "#server/exports/download-table.ts";
import type { ExportTable } from "#server/exports/table.ts";
import { isLanguage } from "#server/owner-page/language.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Context } from "#server/trpc/context.ts";
import { staffRefusal, staffScope } from "#server/trpc/staff-request.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { needReason } from "#server/waves/move-wave.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { groupName } from "./group-name.ts";
import { PRINTED, printedPage } from "./letters.ts";
import { type MadeLink, openedLinks } from "./link-file.ts";
import { toldMinutes } from "./told-minutes.ts";

const query = z.strictObject({
  mailing: z.coerce.number().int().positive(),
  format: z.enum(["csv", "xlsx", ...PRINTED]),
  /** What the file is for; it goes into the log. */
  reason: z.string().max(500),
});

/** The file's columns, and no more: who lives there, and under which number, is not for a vendor's file. */
function linkTable(links: AsyncIterable<MadeLink>): ExportTable {
  async function* rows() {
    for await (const { code, link, project, phase, lastDay } of links)
      yield [code, link, project, phase, lastDay];
  }
  return {
    columns: [
      { name: "home_code", type: "text" },
      { name: "link", type: "text" },
      { name: "project", type: "text" },
      { name: "phase", type: "text" },
      { name: "last_day", type: "date" },
    ],
    rows: rows(),
  };
}

async function mailingOf({ db }: Context, scope: Scope, id: number) {
  waveManager(scope);
  need(scope, "exports.run");
  const mailing = await db
    .selectFrom("mailing")
    .select(["id", "wave_id", "kind", "channel", "language", "state", "written"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!mailing) throw new AppError("not_found", "There is no such order: reload the list.");
  if (mailing.state !== "done" || mailing.channel === "email")
    throw new AppError("conflict", "This order has no links to fetch: wait until they are made.");
  return mailing;
}

/**
 * Answers GET /api/fieldwork/links: the links of an order as a file for a vendor, or as letters and cards to print. Each
 * fetching is logged with its reason; HEAD only says whether there is something to fetch.
 */
export async function answerLinks(
  request: Request,
  contextOf: (headers: Headers) => Promise<Context> | Context,
  dataDir: string = env().dataDir,
): Promise<Response> {
  try {
    const context = await contextOf(request.headers);
    const scope = await staffScope(context);
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success)
      throw new AppError("bad_request", "The address has missing, wrong or unknown parts: correct it.");
    const { format } = asked.data;
    const mailing = await mailingOf(context, scope, asked.data.mailing);
    const reason = needReason(asked.data.reason);
    const wave = await readWave(context.db, mailing.wave_id);
    // a file that is no longer kept is found out before anything is answered
    const links = await openedLinks(dataDir, mailing.id, identitySeal());
    // whether it can be had at all, asked before a tab is opened for it; nothing leaves, so nothing is logged
    if (request.method === "HEAD") {
      await links.next();
      await links.return(undefined);
      return new Response(null, { headers: { "Cache-Control": "no-store" } });
    }
    const name = `links-${wave.year}-${mailing.channel}-${mailing.id}`;
    const response =
      format === "csv" || format === "xlsx"
        ? await downloadTable(linkTable(links), `${name}.${format}`)
        : await printed(request, context, links, mailing, format);
    await writeAudit(context.db, {
      action: "export.made",
      actorId: scope.userId,
      subject: `wave:${wave.id}`,
      detail: { what: "invitations", mailing: mailing.id, rows: mailing.written, format, reason },
    });
    return response;
  } catch (failure) {
    return staffRefusal(failure);
  }
}

async function printed(
  request: Request,
  { db }: Context,
  links: AsyncIterable<MadeLink>,
  mailing: {
    readonly wave_id: number;
    readonly kind: string;
    readonly language: string;
    readonly written: number;
  },
  format: (typeof PRINTED)[number],
): Promise<Response> {
  const language = isLanguage(mailing.language) ? mailing.language : "zh-CN";
  const page = printedPage(
    links,
    mailing.written,
    format,
    {
      group: await groupName(db, language),
      language,
      kind: mailing.kind === "reminder" ? "reminder" : "invitation",
      minutesOf: await toldMinutes(db, mailing.wave_id),
    },
    /'nonce-([^']+)'/.exec(request.headers.get("content-security-policy") ?? "")?.[1] ?? "",
  );
  return new Response(Readable.toWeb(Readable.from(page, { objectMode: false })) as ReadableStream, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}
