import { z } from "zod";
import { env } from "#server/env.ts";
import { cancelMailing, retryMailing } from "#server/mailings/change-mailing.ts";
import { listMailings, unsentMessages } from "#server/mailings/list-mailings.ts";
import { ownersAddress } from "#server/mailings/mailing-desk.ts";
import { mailingOrder, mailingWish } from "#server/mailings/mailing-order.ts";
import { listPhoneOrders } from "#server/mailings/phone-orders.ts";
import { type MailingMeans, planMailing, previewMailing } from "#server/mailings/plan-mailing.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const manage = procedureFor("waves.manage");
const one = z.strictObject({ mailingId: z.int().positive() });

function means(): MailingMeans {
  return { email: env().SMTP_URL !== undefined };
}

/** Writing to the owners of a wave, for those who run it. */
export const mailingsRouter = router({
  list: manage.input(z.strictObject({ waveId: z.int().positive() })).query(({ ctx, input }) =>
    listMailings(ctx.db, ctx.scope, input.waveId, ctx.now(), {
      ...means(),
      publicUrl: ownersAddress(env()),
      publicUrlIsSet: env().PUBLIC_URL !== undefined,
      dataDir: env().dataDir,
    }),
  ),
  phoneOrders: procedureFor("vault.reveal")
    .input(nothing)
    .query(({ ctx }) => listPhoneOrders(ctx.db, ctx.scope, env().dataDir)),
  preview: manage
    .input(mailingWish)
    .query(({ ctx, input }) => previewMailing(ctx.db, ctx.scope, input, ctx.now(), means())),
  unsent: manage
    .input(one)
    .query(({ ctx, input }) => unsentMessages(ctx.db, ctx.scope, input.mailingId, 500)),
  plan: manage
    .input(mailingOrder)
    .mutation(({ ctx, input }) => planMailing(ctx.db, ctx.scope, input, ctx.now(), means())),
  cancel: manage
    .input(one)
    .mutation(({ ctx, input }) => cancelMailing(ctx.db, ctx.scope, input.mailingId, ctx.now())),
  retry: manage
    .input(one)
    .mutation(({ ctx, input }) => retryMailing(ctx.db, ctx.scope, input.mailingId, ctx.now())),
});
