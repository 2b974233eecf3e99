"use client";

import { Equal } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ItemComparison, QuestionnaireChange } from "#surveys/compare-questionnaires.ts";
import type { Editorial } from "#surveys/number-items.ts";
import { Notice } from "../components/notice.tsx";
import { Tag } from "../components/tag.tsx";
import { useNames } from "../language/use-names.ts";
import { ChangedWords } from "./changed-words.tsx";

function Said({ change }: { readonly change: QuestionnaireChange }) {
  const names = useNames();
  const { before, after } = change;
  return (
    <li className="py-1">
      <span className="text-13 text-ink-3">{names.text(change)}</span>
      {before && after ? (
        <span className="block text-14">
          <span lang="zh-CN" className="block">
            <ChangedWords before={before.zh} after={after.zh} />
          </span>
          <span lang="en" className="block text-13 text-ink-2">
            <ChangedWords before={before.en} after={after.en} />
          </span>
        </span>
      ) : (
        (before ?? after) && <span className="block text-14">{names.text(before ?? after ?? change)}</span>
      )}
    </li>
  );
}

/** Two versions told apart in words, item by item, with what each change does to the trend. */
export function CompareView({
  changes,
  against,
  editorial,
  onOpen,
}: {
  readonly changes: readonly ItemComparison[];
  readonly against: number;
  readonly editorial: Editorial;
  readonly onOpen: (code: string) => void;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const breaks = changes.filter((change) => change.breaks).length;
  if (changes.length === 0)
    return (
      <Notice heading="h2" icon={Equal} title={t("sameAs", { version: against })}>
        {t("sameBody")}
      </Notice>
    );
  return (
    <div className="p-4">
      <h2 className="mb-2 text-15 font-semibold">
        {t("compareFinding", { version: against, count: changes.length, breaks })}
      </h2>
      <ul>
        {changes.map((item) => (
          <li key={item.code} className="border-t border-line py-3">
            <div className="flex flex-wrap items-center gap-2">
              {item.code === "" || item.itemVersions[1] === null ? (
                <span className="text-14 font-semibold">
                  {item.code} {names.text(item.short)}
                </span>
              ) : (
                <button
                  type="button"
                  onClick={() => onOpen(item.code)}
                  className="target-row text-14 font-semibold text-accent hover:underline"
                >
                  {item.code} {names.text(item.short)}
                </button>
              )}
              {item.breaks && (
                <Tag tone="attention">
                  {t("breakMark", { from: item.itemVersions[0] ?? 0, to: item.itemVersions[1] ?? 0 })}
                </Tag>
              )}
              {item.editorial && <Tag>{t("editorialMark")}</Tag>}
            </div>
            <ul>
              {item.changes.map((change) => (
                <Said key={change.kind} change={change} />
              ))}
            </ul>
            {item.editorial && (
              <p className="text-13 text-ink-2">{t("becauseOf", { reason: editorial[item.code] ?? "" })}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
