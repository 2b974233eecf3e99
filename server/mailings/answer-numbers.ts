import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { statementsOf } from "#server/database/statements.ts";
import { env } from "#server/env.ts";
import { downloadTable } from "#server/exports/download-table.ts";
import type { ExportTable } from "#server/exports/table.ts";
import type { Context } from "#server/trpc/context.ts";
import { staffRefusal, staffScope } from "#server/trpc/staff-request.ts";
import { type IdentitySeal, identitySeal } from "#server/vault/identity-seal.ts";
import { numbersToWriteTo } from "#server/vault/numbers-to-write-to.ts";
import { needReason } from "#server/waves/move-wave.ts";
import { groupName } from "./group-name.ts";
import { type MadeLink, openedLinks } from "./link-file.ts";
import { type PhoneOrder, phoneOrder } from "./phone-orders.ts";
import { textMessage } from "./text-message.ts";
import { toldMinutes } from "./told-minutes.ts";

const query = z.strictObject({
  mailing: z.coerce.number().int().positive(),
  format: z.enum(["csv", "xlsx"]),
  /** Whom the file is for; it goes into the log. */
  reason: z.string().max(500),
});

const AT_ONCE = 1_000;

async function* someAtOnce(links: AsyncIterable<MadeLink>): AsyncGenerator<readonly MadeLink[]> {
  let some: MadeLink[] = [];
  for await (const link of links) {
    if (some.push(link) < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Three columns: a number, its link, and the text. No name, no home; a vendor needs neither. */
function numberTable(
  context: Context,
  order: PhoneOrder,
  group: string,
  links: AsyncIterable<MadeLink>,
  seal: IdentitySeal,
): ExportTable {
  const { kind, language } = order;
  async function* rows() {
    const run = statementsOf(context.db);
    const minutesOf = await toldMinutes(context.db, order.waveId);
    for await (const some of someAtOnce(links)) {
      const codes = some.map(({ code }) => code);
      const numbers = await numbersToWriteTo(run, order.waveId, codes, seal);
      for (const { code, link, project, phase, lastDay } of some) {
        const phone = numbers.get(code);
        if (phone === undefined) continue;
        const told = { minutes: minutesOf(phase), waiting: phase === "P" };
        yield [phone, link, textMessage({ kind, language, group, project, ...told, lastDay, link })];
      }
    }
  }
  return {
    columns: [
      { name: "phone", type: "text" },
      { name: "link", type: "text" },
      { name: "text", type: "text" },
    ],
    rows: rows(),
  };
}

/**
 * Answers GET /api/fieldwork/numbers: an order of text messages as a vendor sends it, numbers included. For those who may
 * open identities and nobody else; numbers are opened for this file alone, and who took it, why and for how many homes
 * stands in the log before the first is. Whoever answered or opted out since the links were made is not in it.
 */
export async function answerNumbers(
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
    const order = await phoneOrder(context.db, scope, asked.data.mailing);
    const reason = needReason(asked.data.reason);
    const seal = identitySeal();
    // a file that is no longer kept is found out before anything is logged or opened
    const links = await openedLinks(dataDir, order.id, seal);
    await writeAudit(context.db, {
      action: "identity.viewed",
      actorId: scope.userId,
      subject: `wave:${order.waveId}`,
      detail: { purpose: "text-messages", mailing: order.id, homes: order.written, format, reason },
    });
    const table = numberTable(context, order, await groupName(context.db, order.language), links, seal);
    return await downloadTable(table, `sms-${order.year}-${order.id}.${format}`);
  } catch (failure) {
    return staffRefusal(failure);
  }
}
