"use client";

import { useTranslations } from "use-intl";
import type { RelativeChangesView } from "#server/explanations/relative-changes.ts";
import { Change } from "../components/change.tsx";
import { useNames } from "../language/use-names.ts";

/** Changes that chance explains badly though they carry no verdict: to be looked at, not to be paid by. */
export function WatchList({ view }: { readonly view: RelativeChangesView }) {
  const t = useTranslations("gains");
  const names = useNames();
  return (
    <section aria-labelledby="watch" className="border-t border-line px-4 py-2 text-13">
      <h3 id="watch" className="font-semibold">
        {t("watch")}
      </h3>
      <p className="text-12 text-ink-3">{t("watchNote", { q: view.watchLevel })}</p>
      {view.watch.length === 0 ? (
        <p className="pt-1 text-ink-2">{t("watchNone")}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-6 gap-y-1 pt-1">
          {view.watch.map(({ unit, change }) => (
            <li key={unit.id} className="flex items-baseline gap-2">
              {names.unit(unit)}
              <Change change={change} unit={view.node.unit} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
