"use client";

import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import type { CohortsView } from "#server/explanations/cohorts-view.ts";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useNames } from "../language/use-names.ts";
import { OrganisationChip } from "../selection/organisation-chip.tsx";
import { useSelection } from "../selection/selection-context.tsx";
import { COMPARE_SELECTION } from "./compare-selection.ts";

/** What the comparison can choose: the indicator, the units, how unlike mixes are made alike, and when. */
export function CompareChips({
  view,
}: {
  readonly view: Pick<UnitsView | CohortsView, "unit" | "nodes" | "wave"> | undefined;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const [selection, select] = useSelection();
  const [own, set] = useQueryStates(COMPARE_SELECTION, { history: "push", scroll: false });
  const [root] = view?.nodes ?? [];
  if (!view || !root) return null;
  const { node, level, mix, age, shape } = own;
  const batches = age === "cohort";
  return (
    <>
      <ChoiceChip
        name={t("indicator")}
        value={node ?? root.id}
        fallback={root.id}
        choices={view.nodes.map((each) => ({
          value: each.id,
          label: `${"\u2003".repeat(each.depth)}${names.node(each)}`,
        }))}
        onChoose={(value) => set({ node: value === root.id ? null : value })}
      />
      {view.unit.kind === "group" && !batches && (
        <ChoiceChip
          name={t("level")}
          value={level}
          fallback="projects"
          choices={[
            { value: "projects", label: t("levelProjects") },
            { value: "parts", label: t("levelParts") },
          ]}
          onChoose={(value) => set({ level: value === "parts" ? "parts" : "projects" })}
        />
      )}
      {selection.phase === null && !batches && (
        <ChoiceChip
          name={t("mix")}
          value={mix}
          fallback="standard"
          choices={[
            { value: "standard", label: t("mixStandard") },
            { value: "own", label: t("mixOwn") },
          ]}
          onChoose={(value) => set({ mix: value === "own" ? "own" : "standard" })}
        />
      )}
      <ChoiceChip
        name={t("age")}
        value={age}
        fallback="calendar"
        choices={[
          { value: "calendar", label: t("ageCalendar") },
          { value: "same", label: t("ageSame"), note: t("ageSameNote") },
          {
            value: "cohort",
            label: t("ageCohort", { by: view.wave.ageBy }),
            note: t("ageCohortNote", { by: view.wave.ageBy }),
          },
        ]}
        onChoose={(value) => {
          // at an age means in one phase: without one chosen, the first after moving in
          if (value === "same" && selection.phase === null) void select({ phase: OWNER_PHASES[1] });
          if (value === "cohort") void select({ phase: null });
          void set({ age: value === "same" || value === "cohort" ? value : "calendar" });
        }}
      />
      <OrganisationChip />
      {!batches && (
        <ChoiceChip
          name={t("shape")}
          value={shape}
          fallback="bands"
          choices={[
            { value: "bands", label: t("shapeBands") },
            { value: "funnel", label: t("shapeFunnel") },
          ]}
          onChoose={(value) => set({ shape: value === "funnel" ? "funnel" : "bands" })}
        />
      )}
    </>
  );
}
