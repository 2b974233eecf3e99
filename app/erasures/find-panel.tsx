"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { FoundPerson, PersonSearch } from "#server/vault/find-person.ts";
import { Button } from "../components/button.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { FoundPersonLine } from "./found-person-line.tsx";
import { useErasureChange } from "./use-erasure-change.ts";

const TITLE = "erasure-find";
const WAYS = ["receipt", "phone", "home"] as const;

function keyOf({ ownerId, respondentKey }: FoundPerson): string {
  return ownerId ?? respondentKey ?? "";
}

/** Finds who called, wrote or came to be forgotten, and writes their wish down. Every search is logged. */
export function FindPanel() {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const [by, setBy] = useState<PersonSearch["by"]>("receipt");
  const [text, setText] = useState("");
  const { onError } = useErasureChange(() => undefined);
  const find = useMutation(trpc.erasures.find.mutationOptions({ onError }));
  function submit(event: FormEvent) {
    event.preventDefault();
    find.mutate({ by, text: text.trim() });
  }
  return (
    <Panel labelledBy={TITLE}>
      <PanelHeader id={TITLE} title={t("find")} />
      <p className="px-4 text-13 text-ink-2">{t("findNote")}</p>
      <form
        onSubmit={submit}
        className="grid items-end gap-3 px-4 py-3 md:grid-cols-[200px_minmax(0,320px)_auto]"
      >
        <SelectField
          label={t("findBy")}
          value={by}
          onChange={({ target }) => setBy(WAYS.find((way) => way === target.value) ?? "receipt")}
        >
          {WAYS.map((way) => (
            <option key={way} value={way}>
              {t(`by_${way}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t(`by_${by}`)}
          required
          minLength={2}
          maxLength={60}
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="pb-0.5">
          <Button type="submit" disabled={find.isPending || text.trim().length < 2}>
            {t("search")}
          </Button>
        </div>
      </form>
      <div role="status">
        {find.data?.length === 0 && <p className="px-4 pb-4 text-13">{t("foundNobody")}</p>}
      </div>
      {find.data && find.data.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {find.data.map((person) => (
            <FoundPersonLine key={keyOf(person)} person={person} onRecorded={find.reset} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
