"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { classNames } from "../components/class-names.ts";
import { useMe } from "../shell/me-context.tsx";

const TABS = [
  { key: "versions", path: "/weights", capability: "definitions.read" },
  { key: "targets", path: "/weights/targets", capability: "settings.read" },
] as const;

/** The index itself, and what it is to reach; who may see only one sees its name. */
export function WeightsTabs({ current }: { readonly current: (typeof TABS)[number]["key"] }) {
  const t = useTranslations("weightsTabs");
  const me = useMe();
  const open = TABS.filter(({ capability }) => me.capabilities.includes(capability));
  return (
    <nav aria-label={t("label")} className="flex flex-wrap gap-x-4">
      {open.map(({ key, path }) => (
        <Link
          key={key}
          href={path}
          aria-current={key === current ? "page" : undefined}
          className={classNames(
            "target-44 text-16 whitespace-nowrap",
            key === current ? "font-semibold" : "text-ink-3 hover:text-accent",
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
