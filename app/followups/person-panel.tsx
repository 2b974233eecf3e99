"use client";

import { Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Said } from "#server/followups/said-in-answer.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { SaidList } from "./said-list.tsx";

/** Who said yes to being contacted, and everything they said. */
export function PersonPanel({
  person,
}: {
  readonly person: {
    readonly name?: string | undefined;
    readonly phones: readonly string[];
    readonly homeCode: string;
    readonly said: readonly Said[];
    readonly left: number;
  };
}) {
  const t = useTranslations("followups");
  return (
    <div className="mt-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <b className="text-15">{person.name ?? t("noName")}</b>
        <span>{person.homeCode}</span>
        {person.phones.map((phone) => (
          <Button key={phone} asChild size="small">
            <a href={`tel:${phone}`}>
              <Icon of={Phone} size={14} />
              {phone}
            </a>
          </Button>
        ))}
        {person.phones.length === 0 && <span className="text-ink-2">{t("noPhone")}</span>}
        <span className="text-12 text-ink-3">{t("looksLeft", { n: person.left })}</span>
      </p>
      <SaidList said={person.said} />
    </div>
  );
}
