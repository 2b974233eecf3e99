"use client";

import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import { Button } from "../components/button.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { Tag } from "../components/tag.tsx";
import { formatMoment } from "../format.ts";
import { useMe } from "../shell/me-context.tsx";
import { useSettingWords } from "./use-setting-words.ts";

const REACH = { atOnce: "reachAtOnce", nextFrame: "reachNextFrame", nextClose: "reachNextClose" } as const;

/** Settings about one thing: value, where it comes from, and when a change would count. */
export function SettingGroupPanel({
  group,
  settings,
  onOpen,
}: {
  readonly group: SettingView["group"];
  readonly settings: readonly SettingView[];
  readonly onOpen: (key: string) => void;
}) {
  const t = useTranslations("settings");
  const groupName = useTranslations("settingGroup")(group);
  const words = useSettingWords();
  const me = useMe();
  const mayChange = me.capabilities.includes("settings.change") && me.viewingAs === null;
  return (
    <Panel labelledBy={`settings-${group}`}>
      <PanelHeader id={`settings-${group}`} title={groupName} />
      <PlainTable
        caption={groupName}
        rows={settings}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "name",
            title: t("title"),
            width: "md:w-[44%]",
            cell: ({ key }) => (
              <span className="flex max-w-[56ch] flex-col gap-0.5">
                {words.name(key)}
                <span className="text-12 font-normal text-ink-3">{words.note(key)}</span>
              </span>
            ),
          },
          {
            key: "value",
            title: t("value"),
            width: "md:w-[18%]",
            cell: (setting) => (
              <span className="font-semibold whitespace-nowrap">{words.value(setting, setting.value)}</span>
            ),
          },
          {
            key: "state",
            title: t("history"),
            width: "md:w-[20%] xl:w-[14%]",
            cell: (setting) => {
              const [newest] = setting.history;
              return newest ? (
                <span className="flex flex-col gap-0.5 max-md:items-end">
                  <span>
                    <Tag tone="current">{t("changed", { version: String(setting.version) })}</Tag>{" "}
                    <span className="text-12 text-ink-3">
                      {t("standardValue", { value: words.value(setting, setting.standard) })}
                    </span>
                  </span>
                  <span className="text-12 text-ink-3">
                    {t("by", { name: newest.changedBy ?? "", time: formatMoment(newest.changedAt) })}
                  </span>
                </span>
              ) : (
                <Tag>{t("standard")}</Tag>
              );
            },
          },
          {
            key: "reach",
            title: "",
            wideOnly: true,
            cell: ({ reach }) => <span className="text-12 text-ink-3">{t(REACH[reach])}</span>,
          },
          {
            key: "change",
            title: "",
            right: true,
            cell: ({ key }) => (
              <Button onClick={() => onOpen(key)} aria-label={t("changeOf", { name: words.name(key) })}>
                {t(mayChange ? "change" : "history")}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}
