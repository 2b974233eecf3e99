"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { type GrantDraft, GrantFields, NO_GRANT } from "./grant-fields.tsx";
import { HandedOver } from "./handed-over.tsx";
import { usePeopleChange } from "./use-people-change.ts";

/** Adds an account with one role and hands over its temporary password. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const { onSuccess } = usePeopleChange();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [grant, setGrant] = useState<GrantDraft>(NO_GRANT);
  const create = useMutation(trpc.people.create.mutationOptions({ onSuccess }));

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ name: name.trim(), email: email.trim(), grants: [grant] });
  }

  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("add")}>
      {create.data ? (
        <HandedOver password={create.data.temporaryPassword} onDone={onClose} />
      ) : (
        <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
          <TextField
            label={t("name")}
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={t("email")}
            type="email"
            required
            value={email}
            error={
              create.error
                ? t(failureOf(create.error).code === "conflict" ? "emailTaken" : "refused")
                : undefined
            }
            onChange={(event) => setEmail(event.target.value)}
          />
          <GrantFields draft={grant} onChange={setGrant} />
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button type="submit" kind="primary" disabled={create.isPending}>
              {t("add")}
            </Button>
          </div>
        </form>
      )}
    </PageDialog>
  );
}
