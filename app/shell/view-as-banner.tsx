"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** Stands over every page while somebody looks through another person's eyes. */
export function ViewAsBanner({ me }: { readonly me: MeView }) {
  const t = useTranslations("viewAs");
  const trpc = useTRPC();
  const stop = useMutation(
    trpc.me.stopViewing.mutationOptions({ onSuccess: () => location.assign("/people") }),
  );
  if (me.viewingAs === null) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-neg-soft px-4 py-1.5 text-13 text-neg-deep md:px-6"
    >
      <Icon of={Eye} />
      <span className="grow">{t("banner", { name: me.name })}</span>
      <Button size="small" disabled={stop.isPending} onClick={() => stop.mutate(undefined)}>
        {t("stop", { name: me.viewingAs.byName })}
      </Button>
    </div>
  );
}
