import { type LoadingLoop, loadingLoop } from "#server/analysis/loading-loop.ts";
import { forgetOldLinks } from "./forget-old-links.ts";
import type { MailingDesk } from "./mailing-desk.ts";
import { runDueMailing } from "./run-mailing.ts";
import { sendMessages } from "./send-messages.ts";

/**
 * Looks for orders that are due and for e-mails that wait, a second apart, until it is stopped. Everything it goes by
 * stands in the record, so it goes on after a restart where it was.
 */
export function mailingLoop(desk: MailingDesk): LoadingLoop {
  let stopped = false;
  const loop = loadingLoop(async () => {
    while (!stopped && (await runDueMailing(desk)));
    while (!stopped && (await sendMessages(desk)) > 0);
    await forgetOldLinks(desk);
  }, "orders to write to owners could not be carried out");
  return {
    wake: loop.wake,
    stop: async () => {
      stopped = true;
      await loop.stop();
    },
  };
}
