"use client";

import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { classNames } from "../components/class-names.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";

/** Mentions below which nothing is called more than elsewhere. */
const FEW = 5;

/** The same topics in the units below; a share is marked where its interval leaves that of the whole out. */
export function PartsPanel({ view }: { readonly view: VoicesView }) {
  const t = useTranslations("voices");
  const names = useNames();
  const address = useAddress();
  return (
    <Panel labelledBy="parts" className="pb-2">
      <PanelHeader id="parts" title={t("parts")}>
        <span className="text-12 text-ink-3">{t("partsNote")}</span>
      </PanelHeader>
      <ScrollBox label={t("parts")} className="px-4">
        <table className="w-full border-collapse text-13">
          <caption className="sr-only">{t("parts")}</caption>
          <thead>
            <tr className="border-b border-line-strong text-12 text-ink-3">
              <th
                scope="col"
                className="sticky left-0 bg-surface py-1.5 pr-3 text-left font-normal whitespace-nowrap"
              >
                {t("unit")}
              </th>
              <th scope="col" className="px-2 text-right font-normal">
                n
              </th>
              {view.topics.map(({ topic }) => (
                <th key={topic.id} scope="col" className="min-w-16 px-2 text-right font-normal">
                  {names.text(topic.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.parts.map((part) => (
              <tr key={part.unit.id} className="h-9 border-b border-line last:border-0">
                <th
                  scope="row"
                  className="sticky left-0 bg-surface pr-3 text-left font-normal whitespace-nowrap"
                >
                  <ScreenLink
                    href={address("/voices", { unit: part.unit.id })}
                    className="target-row hover:text-accent hover:underline"
                  >
                    {names.unit(part.unit)}
                  </ScreenLink>
                </th>
                <td
                  className={classNames("px-2 text-right text-12", part.n < 30 ? "text-ink-2" : "text-ink-3")}
                >
                  {part.n < 30 ? (
                    <span className="rounded-tag px-1 ring-1 ring-line-ctl ring-inset" title={t("careful")}>
                      {formatCount(part.n)}
                    </span>
                  ) : (
                    formatCount(part.n)
                  )}
                </td>
                {view.topics.map(({ topic, share }) => {
                  const cell = part.shares[topic.id];
                  const apart =
                    cell && part.n >= 30
                      ? cell.low > share && cell.count >= FEW
                        ? "more"
                        : cell.high < share
                          ? "less"
                          : null
                      : null;
                  return (
                    <td
                      key={topic.id}
                      title={cell ? `${formatShare(cell.low)} – ${formatShare(cell.high)}` : undefined}
                      className={classNames(
                        "px-2 text-right whitespace-nowrap",
                        apart ? "font-semibold" : "text-ink-2",
                      )}
                    >
                      {apart && (
                        <>
                          <span aria-hidden="true">{apart === "more" ? "▲ " : "▼ "}</span>
                          <span className="sr-only">{t(apart)}</span>
                        </>
                      )}
                      {formatShare(cell?.share ?? null)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}
