"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TextField } from "../components/text-field.tsx";
import { formatCount } from "../format.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { SettingDialog } from "./setting-dialog.tsx";
import { SettingGroupPanel } from "./setting-group-panel.tsx";
import { useSettingWords } from "./use-setting-words.ts";

/** The rules of the business that are a choice: what holds, since when, why, and how to change it. */
export function SettingsScreen() {
  const t = useTranslations("settings");
  const trpc = useTRPC();
  const words = useSettingWords();
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState<string>();
  const { data, error, refetch } = useQuery(trpc.settings.list.queryOptions());
  const needle = wanted.trim().toLowerCase();
  const shown = data?.filter(({ key }) =>
    `${words.name(key)} ${words.note(key)} ${key}`.toLowerCase().includes(needle),
  );
  const changed = data?.filter(({ version }) => version > 0).length ?? 0;
  const current = data?.find(({ key }) => key === open);
  return (
    <PageFrame bar={<PageName note={t("note")}>{t("title")}</PageName>}>
      {current && (
        <SettingDialog
          key={`${current.key}@${current.version}`}
          setting={current}
          onClose={() => setOpen(undefined)}
        />
      )}
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : !data || !shown ? (
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
        </Skeleton>
      ) : (
        <>
          <div className="flex flex-wrap items-end gap-3">
            <h1 className="grow text-20 font-semibold">
              {changed > 0
                ? t("finding", { count: formatCount(data.length), changed: formatCount(changed) })
                : t("findingPlain", { count: formatCount(data.length) })}
            </h1>
            <TextField
              label={t("search")}
              type="search"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              className="w-full md:w-64 print:hidden"
            />
          </div>
          {shown.length === 0 && (
            <Notice
              icon={Search}
              title={t("noMatch")}
              action={<Button onClick={() => setWanted("")}>{t("clear")}</Button>}
            >
              {t("noMatchBody")}
            </Notice>
          )}
          {[...Map.groupBy<SettingView["group"], SettingView>(shown, ({ group }) => group)].map(
            ([group, settings]) => (
              <SettingGroupPanel key={group} group={group} settings={settings} onOpen={setOpen} />
            ),
          )}
        </>
      )}
    </PageFrame>
  );
}
