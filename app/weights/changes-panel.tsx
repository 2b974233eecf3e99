"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { describeChanges } from "#analytics/describe-changes.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { draftProblems } from "./draft-problems.ts";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** What changed, in words, and what stands in the way of publishing it. */
export const ChangesPanel = memo(function ChangesPanel({
  onAgainst,
}: {
  readonly onAgainst: (version: number) => void;
}) {
  const t = useTranslations("weights");
  const names = useNames();
  const titles = useTitles();
  const trpc = useTRPC();
  const { definition, base, view, editable } = useWorkbench();
  const versions = useQuery(trpc.definitions.list.queryOptions(undefined, { staleTime: 60_000 }));
  const others = (versions.data ?? []).filter(
    ({ id, version }) => id === view.id && version !== view.version,
  );
  const lines = useMemo(() => describeChanges(base, definition), [base, definition]);
  const problems = useMemo(() => draftProblems(base, definition), [base, definition]);
  return (
    <Panel labelledBy="changes">
      <PanelHeader
        id="changes"
        title={t("changes", { count: lines.length })}
        beside={
          <span className="text-12 text-ink-3">
            {view.against === null ? t("changesFirst") : t("changesFrom", { version: view.against })}
          </span>
        }
      >
        {!editable && others.length > 1 && view.against !== null && (
          <ChoiceChip
            name={t("compareWith")}
            value={String(view.against)}
            choices={others.map(({ version }) => ({
              value: String(version),
              label: t("versionName", { version }),
            }))}
            onChoose={(version) => onAgainst(Number(version))}
          />
        )}
      </PanelHeader>
      {problems.length > 0 && (
        <ul aria-label={t("problems")} className="border-t border-line px-4 py-2 text-13">
          {problems.map((problem) => (
            <li
              key={`${problem.code} ${problem.item}`}
              className={`flex items-start gap-1.5 py-0.5 ${problem.severity === "error" ? "text-danger" : "text-ink-2"}`}
            >
              <Icon
                of={problem.severity === "error" ? TriangleAlert : CircleAlert}
                className="mt-[3px]"
                size={14}
              />
              {t("problemOf", {
                name: titles.of(problem.item.split("/").at(-1) ?? ""),
                text: names.text(problem),
              })}
            </li>
          ))}
        </ul>
      )}
      {lines.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-13 text-ink-3">{t("changesNone")}</p>
      ) : (
        <ol className="scroll-quiet max-h-64 overflow-y-auto border-t border-line px-4 py-2 text-13">
          {lines.map((line) => (
            <li key={line.place + line.zh} className="py-0.5">
              {names.text(line)}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
});
