"use client";

import { Lock, LockOpen } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../components/glyph.tsx";
import { useHand } from "./workbench-context.tsx";

/** Keeps a weight where it is while its siblings move; that of several places at once where they are one column. */
export const LockButton = memo(function LockButton({
  places,
  id,
  name,
}: {
  readonly places: readonly string[];
  readonly id: string;
  readonly name: string;
}) {
  const t = useTranslations("weights");
  const { locked, lock, editable } = useHand();
  const on = places.every((place) => locked.has(`${place}/${id}`));
  if (!editable) return null;
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={t("lock", { name })}
      title={t("lock", { name })}
      onClick={() =>
        lock(
          places.map((place) => `${place}/${id}`),
          !on,
        )
      }
      className={`target-44 inline-grid size-6 place-items-center rounded-ctl hover:bg-sunken print:hidden ${on ? "text-accent" : "text-ink-3"}`}
    >
      <Icon of={on ? Lock : LockOpen} size={14} />
    </button>
  );
});
