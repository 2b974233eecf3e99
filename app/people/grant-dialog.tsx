"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { PersonRow } from "#server/people/list-people.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { type GrantDraft, GrantFields, NO_GRANT } from "./grant-fields.tsx";
import { usePeopleChange } from "./use-people-change.ts";
import { useRoleName } from "./use-role-name.ts";

/** The roles of a person: taken back one by one, and a new one given. */
export function GrantDialog({
  person,
  onClose,
}: {
  readonly person: PersonRow;
  readonly onClose: () => void;
}) {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const roleName = useRoleName();
  const change = usePeopleChange();
  const toast = useToast();
  const [draft, setDraft] = useState<GrantDraft>(NO_GRANT);
  const give = useMutation(trpc.people.grant.mutationOptions(change));
  const end = useMutation(trpc.people.endGrant.mutationOptions(change));

  function endRole({ id, role, unit, port }: PersonRow["grants"][number]) {
    const again = { personId: person.id, grant: { role, unitId: unit?.id ?? null, ...(port && { port }) } };
    end.mutate(
      { grantId: id },
      { onSuccess: () => toast(t("endedToast", { name: person.name }), "plain", () => give.mutate(again)) },
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    give.mutate({ personId: person.id, grant: draft });
  }

  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("rolesOf", { name: person.name })}>
      <ul className="my-3 divide-y divide-line border-y border-line">
        {person.grants.map((grant) => (
          <li key={grant.id} className="flex min-h-11 items-center justify-between gap-3 text-13">
            {roleName(grant)}
            <Button
              size="small"
              aria-label={t("endRole", { role: roleName(grant) })}
              disabled={end.isPending}
              onClick={() => endRole(grant)}
            >
              {t("end")}
            </Button>
          </li>
        ))}
        {person.grants.length === 0 && <li className="py-3 text-13 text-ink-3">{t("noRoles")}</li>}
      </ul>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <GrantFields draft={draft} onChange={setDraft} />
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("close")}</Button>
          <Button type="submit" kind="primary" disabled={give.isPending}>
            {t("give")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
