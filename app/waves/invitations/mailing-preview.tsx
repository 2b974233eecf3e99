"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "use-intl";
import type { WrittenChannel } from "#server/mailings/mailing-order.ts";
import type { AppRouter } from "#server/trpc/router.ts";
import { formatCount, formatMoment } from "../../format.ts";

/** How many an order reaches, how many it spares and why. */
export function MailingPreview({
  preview,
  failed,
  stale,
  channel,
}: {
  readonly preview: inferRouterOutputs<AppRouter>["mailings"]["preview"] | undefined;
  readonly failed: boolean;
  readonly stale: boolean;
  readonly channel: WrittenChannel;
}) {
  const t = useTranslations("mailings");
  const spared = useTranslations("spared");
  if (failed) return <p className="text-13 text-danger">{t("previewFailed")}</p>;
  if (!preview) return <p className="text-13 text-ink-3">{t("counting")}</p>;
  const not = preview.spared.reduce((sum, { n }) => sum + n, 0);
  return (
    <div
      aria-live="polite"
      aria-busy={stale}
      className="rounded-ctl bg-sunken px-3 py-2 text-13 transition-opacity aria-busy:opacity-60"
    >
      <p className="font-semibold">
        {t("reaches", { written: formatCount(preview.written), not: formatCount(not) })}
      </p>
      {preview.spared.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-4 text-12 text-ink-2">
          {preview.spared.map(({ reason, n }) => (
            <li key={reason}>
              {spared(reason)} {formatCount(n)}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 text-12 text-ink-3">
        {channel === "email"
          ? preview.emailReady
            ? t("emailFrom", { from: formatMoment(preview.from) })
            : t("emailMissing")
          : t(channel === "letter" || channel === "poster" ? "paperNote" : "vendorNote", {
              hours: preview.hours,
            })}
      </p>
    </div>
  );
}
