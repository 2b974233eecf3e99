"use client";

import { useTranslations } from "use-intl";
import type { ResponseTile as ResponseTileView } from "#server/indicators/views.ts";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useFullFrom } from "../shell/use-full-from.ts";

/** Who answered, of whom, and how many cells carry a score. */
export function ResponseTile({ response }: { readonly response: ResponseTileView }) {
  const t = useTranslations("home");
  const from = useFullFrom();
  const names = useNames();
  const { cells, unranked } = response;

  function base(): string | undefined {
    if (response.sampled !== null && response.sampled !== response.owners)
      return t("ofSampled", { count: formatCount(response.sampled) });
    return response.owners === null ? undefined : t("ofOwners", { count: formatCount(response.owners) });
  }

  function note(): string | undefined {
    const [only] = unranked;
    if (unranked.length === 1 && only && only.n !== null) {
      return t("unranked", { units: names.unit(only.unit), n: formatCount(only.n) });
    }
    if (unranked.length > 0 && only)
      return t("unrankedMany", { units: names.unit(only.unit), count: unranked.length });
    return response.rate === null ? undefined : t("rate", { rate: formatShare(response.rate) });
  }

  return (
    <div className="border-line px-4 pt-[11px] pb-[9px]">
      <h2 className="text-13 text-ink-3">{t("responses")}</h2>
      <div className="mt-0.5 flex min-h-9 flex-wrap items-baseline gap-x-2">
        <span className="text-30 font-semibold">{formatCount(response.n)}</span>
        <span className="text-13 text-ink-3">{base()}</span>
      </div>
      {cells.total > 0 && (
        <p className="mt-[5px] text-13">
          {t("cells", { total: formatCount(cells.total), full: formatCount(cells.full), from })}
        </p>
      )}
      <p className="mt-[3px] text-12 text-ink-3">{note()}</p>
    </div>
  );
}
