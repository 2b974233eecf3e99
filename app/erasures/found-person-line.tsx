"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ErasureChannel } from "#server/vault/erasure-request.ts";
import type { FoundPerson } from "#server/vault/find-person.ts";
import { Button } from "../components/button.tsx";
import { Tag } from "../components/tag.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useErasureChange } from "./use-erasure-change.ts";

const CHANNELS = ["phone", "letter", "counter"] as const satisfies readonly ErasureChannel[];

function targetOf({ ownerId, respondentKey }: FoundPerson) {
  return ownerId === undefined ? { respondentKey: respondentKey ?? "" } : { ownerId };
}

/** Somebody the search found: masked, with the homes by which to ask the caller who they are. */
export function FoundPersonLine({
  person,
  onRecorded,
}: {
  readonly person: FoundPerson;
  readonly onRecorded: () => void;
}) {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const record = useMutation(trpc.erasures.record.mutationOptions(useErasureChange(onRecorded)));
  const name = person.name ?? t(person.ownerId === undefined ? "household" : "noName");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-13">
      <span className="min-w-0 grow">
        <b>{[name, ...person.phones].join(" ")}</b>
        <span className="block text-ink-2 [overflow-wrap:anywhere]">
          {person.homes
            .map(({ code, project, until }) =>
              until === null ? `${project} ${code}` : t("homeUntil", { home: `${project} ${code}`, until }),
            )
            .join(" · ")}
        </span>
      </span>
      {person.request !== undefined ? (
        <Tag tone="attention">{t("waits", { number: person.request })}</Tag>
      ) : (
        <fieldset className="flex flex-wrap items-center gap-2">
          <legend className="float-left pr-1 text-ink-2">{t("recordAs")}</legend>
          {CHANNELS.map((channel) => (
            <Button
              key={channel}
              size="small"
              disabled={record.isPending}
              onClick={() => record.mutate({ target: targetOf(person), channel })}
            >
              {t(`channel_${channel}`)}
            </Button>
          ))}
        </fieldset>
      )}
    </li>
  );
}
