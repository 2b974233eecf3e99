"use client";

import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { PersonRow } from "#server/people/list-people.ts";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { GrantDialog } from "./grant-dialog.tsx";
import { ResetDialog } from "./reset-dialog.tsx";
import { usePeopleChange } from "./use-people-change.ts";

function Item({ onSelect, children }: { readonly onSelect: () => void; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className="target-44 flex min-h-8 cursor-pointer items-center rounded-ctl px-3 text-13 whitespace-nowrap outline-none data-[highlighted]:bg-accent-soft"
    >
      {children}
    </DropdownMenu.Item>
  );
}

/** What can be done for a person: look through their eyes, roles, password, out of use and back. */
export function PersonMenu({ person }: { readonly person: PersonRow }) {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const me = useMe();
  const change = usePeopleChange();
  const [dialog, setDialog] = useState<"roles" | "reset">();
  const viewAs = useMutation(
    trpc.me.viewAs.mutationOptions({ ...change, onSuccess: () => location.assign("/") }),
  );
  const disable = useMutation(trpc.people.setDisabled.mutationOptions(change));
  const toast = useToast();
  const setDisabled = (disabled: boolean) => {
    const input = { personId: person.id, disabled };
    disable.mutate(input, {
      onSuccess: () =>
        toast(t(disabled ? "disabledToast" : "enabledToast", { name: person.name }), "plain", () =>
          disable.mutate({ ...input, disabled: !disabled }),
        ),
    });
  };
  const others = person.id !== me.id;
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t("menuOf", { name: person.name })}
          className="target-44 -my-1 inline-grid size-7 place-items-center rounded-ctl text-ink-2 hover:bg-sunken"
        >
          <Icon of={Ellipsis} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={portalHome()}>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            className="slide-in z-30 rounded-panel border border-line bg-raised p-1 shadow-2"
          >
            {others && !person.disabled && me.capabilities.includes("view-as") && (
              <Item onSelect={() => viewAs.mutate({ personId: person.id })}>{t("viewAs")}</Item>
            )}
            <Item onSelect={() => setDialog("roles")}>{t("changeRoles")}</Item>
            {others && <Item onSelect={() => setDialog("reset")}>{t("reset")}</Item>}
            {others && (
              <Item onSelect={() => setDisabled(!person.disabled)}>
                {t(person.disabled ? "enable" : "disable")}
              </Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {dialog === "roles" && <GrantDialog person={person} onClose={() => setDialog(undefined)} />}
      {dialog === "reset" && <ResetDialog person={person} onClose={() => setDialog(undefined)} />}
    </>
  );
}
