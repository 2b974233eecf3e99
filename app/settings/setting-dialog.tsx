"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextField } from "../components/text-field.tsx";
import { useToast } from "../components/toaster.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { type Entered, enteredOf, readEntered } from "./entered-value.ts";
import { SettingFields } from "./setting-fields.tsx";
import { SettingHistory } from "./setting-history.tsx";
import { useSettingWords } from "./use-setting-words.ts";

/** Changes one setting, with a reason; what it was before stands below. */
export function SettingDialog({
  setting,
  onClose,
}: {
  readonly setting: SettingView;
  readonly onClose: () => void;
}) {
  const t = useTranslations("settings");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const words = useSettingWords();
  const me = useMe();
  const mayChange = me.capabilities.includes("settings.change") && me.viewingAs === null;
  const [entered, setEntered] = useState<Entered>(() => enteredOf(setting, setting.value));
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<{ value?: string; reason?: string }>({});
  const change = useMutation(trpc.settings.change.mutationOptions());
  const name = words.name(setting.key);

  const refused = (error: unknown) => {
    const { code, details } = failureOf(error);
    if (code === "invalid" && details.reason === "noBlocks")
      setWrong({ value: t("noBlocks", { wave: String(details.wave) }) });
    else if (code === "invalid" && details.reason === "unknownIndicator")
      setWrong({ value: t("noIndicator", { code: String(details.indicator) }) });
    else if (code === "invalid")
      setWrong({ value: t(details.key === setting.key ? "invalid" : "contradiction") });
    else toast(t(code === "conflict" ? "conflict" : "failed"), "danger");
    if (code === "conflict") void cache.invalidateQueries(trpc.settings.list.queryFilter());
  };

  const takeBack = (seen: number) =>
    change.mutate(
      { key: setting.key, value: setting.value, seen, reason: t("undoReason") },
      {
        onSuccess: () => void cache.invalidateQueries(trpc.settings.list.queryFilter()),
        onError: () => toast(t("failed"), "danger"),
      },
    );

  const save = (event: FormEvent) => {
    event.preventDefault();
    const value = readEntered(setting, entered);
    const problems = {
      ...(value === undefined && { value: t("invalid") }),
      ...(reason.trim().length < 2 && { reason: t("needReason") }),
    };
    setWrong(problems);
    if (Object.keys(problems).length > 0) return;
    change.mutate(
      { key: setting.key, value, seen: setting.version, reason: reason.trim() },
      {
        onSuccess: (version) => {
          // other screens' numbers follow some of these rules
          void cache.invalidateQueries();
          toast(t("saved", { name }), "plain", () => takeBack(version));
          onClose();
        },
        onError: refused,
      },
    );
  };

  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={mayChange ? t("changeOf", { name }) : name}
      description={words.note(setting.key)}
    >
      {mayChange && (
        <form onSubmit={save} className="mt-4 flex flex-col gap-3" noValidate>
          <SettingFields setting={setting} entered={entered} onEnter={setEntered} error={wrong.value} />
          <TextField
            label={t("reason")}
            hint={t("reasonHint")}
            value={reason}
            maxLength={500}
            error={wrong.reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button type="button" onClick={() => setEntered(enteredOf(setting, setting.standard))}>
              {t("restore")}
            </Button>
            <span className="grow" />
            <Button type="button" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button kind="primary" type="submit" disabled={change.isPending}>
              {t(change.isPending ? "saving" : "save")}
            </Button>
          </div>
        </form>
      )}
      <SettingHistory setting={setting} />
    </PageDialog>
  );
}
