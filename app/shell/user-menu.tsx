"use client";

import { KeyRound, LogOut, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { keepTheme } from "../language/keep-taste.ts";
import { useRoleName } from "../people/use-role-name.ts";

/** The letters of a name for a small round: the first character in Chinese, two initials elsewhere. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length > 1
    ? `${words[0]?.[0] ?? ""}${words[1]?.[0] ?? ""}`.toUpperCase()
    : (name.trim()[0] ?? "");
}

function Item({ onSelect, children }: { readonly onSelect: () => void; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className="target-44 flex min-h-8 cursor-pointer items-center gap-2.5 rounded-ctl px-2 text-13 outline-none data-[highlighted]:bg-accent-soft"
    >
      {children}
    </DropdownMenu.Item>
  );
}

/** Who I am; below it the theme, the password and the way out. `compact` shows the round only. */
export function UserMenu({
  me,
  compact,
}: {
  readonly me: MeView;
  readonly compact: "always" | "narrow" | "never";
}) {
  const t = useTranslations("nav");
  const router = useRouter();
  const toast = useToast();
  const roleName = useRoleName();
  const [grant] = me.grants;
  const hidden = compact === "always" ? "sr-only" : compact === "narrow" ? "max-xl:sr-only" : "";

  function switchTheme() {
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    void keepTheme(root.dataset.theme);
  }

  async function signOut() {
    const response = await fetch("/api/auth/sign-out", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }).catch(() => undefined);
    if (response?.ok) location.assign("/sign-in");
    else toast(t("signOutFailed"), "danger");
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="target-44 flex w-full items-center gap-2 rounded-ctl px-1.5 py-1.5 text-left hover:bg-surface">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-13 text-accent"
        >
          {initials(me.name)}
        </span>
        <span className={classNames("min-w-0 text-13 leading-[18px]", hidden)}>
          <span className="block truncate">{me.name}</span>
          {grant && <span className="block text-12 leading-4 break-keep text-ink-3">{roleName(grant)}</span>}
        </span>
        <span className="sr-only">{t("menu")}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="slide-in z-50 min-w-44 rounded-panel border border-line bg-raised p-1 shadow-2"
        >
          <DropdownMenu.Label className="px-2 py-1 text-12 text-ink-3">{me.email}</DropdownMenu.Label>
          <Item onSelect={switchTheme}>
            <Icon of={Moon} className="dark:hidden" />
            <Icon of={Sun} className="hidden dark:block" />
            <span className="dark:hidden">{t("toDark")}</span>
            <span className="hidden dark:inline">{t("toLight")}</span>
          </Item>
          {me.viewingAs === null && (
            <Item onSelect={() => router.push("/account")}>
              <Icon of={KeyRound} />
              {t("changePassword")}
            </Item>
          )}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <Item onSelect={signOut}>
            <Icon of={LogOut} />
            {t("signOut")}
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
