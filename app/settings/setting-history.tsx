"use client";

import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import { formatMoment } from "../format.ts";
import { useSettingWords } from "./use-setting-words.ts";

/** The versions of a setting, newest first. */
export function SettingHistory({ setting }: { readonly setting: SettingView }) {
  const t = useTranslations("settings");
  const words = useSettingWords();
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="text-13 font-semibold">{t("history")}</h3>
      {setting.history.length === 0 ? (
        <p className="mt-1 text-13 text-ink-3">{t("historyNone")}</p>
      ) : (
        <ol className="mt-1 flex flex-col">
          {setting.history.map((version) => (
            <li key={version.version} className="border-b border-line py-1.5 text-13 last:border-0">
              <span className="flex flex-wrap gap-x-2">
                <b>{words.value(setting, version.value)}</b>
                <span className="grow" />
                <span className="text-12 text-ink-3">
                  {t("by", { name: version.changedBy ?? "", time: formatMoment(version.changedAt) })}
                </span>
              </span>
              {version.reason && <span className="text-ink-2">{version.reason}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
