"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { IconButton } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { Tag } from "../components/tag.tsx";
import { formatDay } from "../format.ts";
import { asLanguage } from "../language/language.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useQuoteChange } from "./use-quote-change.ts";

/** The words headquarters picked for the report, in their order; below headquarters those that were released. */
export function QuotesPanel({ view }: { readonly view: VoicesView }) {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const names = useNames();
  const language = asLanguage(useLocale());
  const me = useMe();
  const change = useQuoteChange();
  const { data: quotes = [] } = useQuery(
    trpc.voices.quotes.queryOptions({ unit: view.unit.id, wave: view.wave.id }),
  );
  const curates = view.may.curate && me.viewingAs === null;
  return (
    <Panel labelledBy="quotes">
      <PanelHeader id="quotes" title={t(view.may.curate ? "quotes" : "quotesReleased")} />
      {quotes.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-2">{t(view.may.curate ? "noQuotes" : "noneReleased")}</p>
      ) : (
        <ol className="border-t border-line">
          {quotes.map((quote, place) => {
            const before = quotes[place - 1];
            const after = quotes[place + 2];
            return (
              <li
                key={quote.id}
                className="flex items-start gap-2 border-b border-line px-4 py-2 last:border-0"
              >
                <div className="min-w-0 grow">
                  <blockquote className="text-14">“{quote.text}”</blockquote>
                  <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-ink-3">
                    {names.unit(quote.unit)} · {t("week", { day: formatDay(quote.week, language) })}
                    {curates && quote.released && <Tag tone="good">{t("released")}</Tag>}
                  </p>
                </div>
                {curates && (
                  <span className="flex shrink-0 items-center print:hidden">
                    <button
                      type="button"
                      aria-pressed={quote.released}
                      className="target-44 px-1.5 text-12 text-accent hover:underline"
                      onClick={() => change({ change: "release", id: quote.id, released: !quote.released })}
                    >
                      {t(quote.released ? "takeBack" : "release")}
                    </button>
                    <IconButton
                      label={t("up")}
                      disabled={!before}
                      onClick={() => before && change({ change: "move", id: quote.id, before: before.id })}
                    >
                      <Icon of={ArrowUp} size={14} />
                    </IconButton>
                    <IconButton
                      label={t("down")}
                      disabled={place === quotes.length - 1}
                      onClick={() => change({ change: "move", id: quote.id, before: after?.id ?? null })}
                    >
                      <Icon of={ArrowDown} size={14} />
                    </IconButton>
                    <IconButton
                      label={t("drop")}
                      onClick={() => change({ change: "drop", id: quote.id }, quote.position)}
                    >
                      <Icon of={X} size={14} />
                    </IconButton>
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
