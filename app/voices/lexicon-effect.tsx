"use client";

import { useTranslations } from "use-intl";
import type { LexiconPreview } from "#server/voices/lexicon-editing.ts";
import type { LexiconTopic } from "#surveys/topics/topic-lexicon.ts";
import { formatCount, formatDifference } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** What another lexicon would change: counts by topic, and a few of the texts. */
export function LexiconEffect({
  preview,
  topics,
}: {
  readonly preview: LexiconPreview;
  readonly topics: readonly LexiconTopic[];
}) {
  const t = useTranslations("voices");
  const names = useNames();
  const titles = new Map(topics.map((topic) => [topic.id, names.text(topic.title)]));
  const moved = preview.topics.filter(({ before, after }) => before !== after);
  const list = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join(t("joiner"));
  return (
    <section aria-live="polite" className="rounded-ctl bg-sunken p-3 text-13">
      <p className="font-semibold">
        {t("effect", { changed: formatCount(preview.changed), texts: formatCount(preview.texts) })}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4">
        {moved.map(({ id, before, after }) => (
          <li key={id}>
            {titles.get(id) ?? id} {formatCount(before)} → {formatCount(after)}{" "}
            <span className="text-ink-3">{formatDifference(after - before, "nps")}</span>
          </li>
        ))}
      </ul>
      <ul className="mt-1 text-12 text-ink-2">
        {preview.examples.slice(0, 5).map(({ id, text, added, removed }) => (
          <li key={id} className="py-0.5">
            {text} {added.length > 0 && <b>+{list(added)}</b>} {removed.length > 0 && <s>{list(removed)}</s>}
          </li>
        ))}
      </ul>
    </section>
  );
}
