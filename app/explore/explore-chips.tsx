"use client";

import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { ageDimension } from "#surveys/age-dimension.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { tenureSpan } from "#surveys/tenure.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useNames } from "../language/use-names.ts";
import { columnsFor, isFree, MEASURES, ROWS } from "./explore-selection.ts";
import { useExplore } from "./use-explore.ts";

const DIMENSION = {
  none: "byNone",
  node: "byNode",
  region: "byRegion",
  project: "byProject",
  phase: "byPhase",
  mode: "byMode",
  product_type: "byProduct",
  product_class: "byProductClass",
  batch: "byBatch",
  batch_class: "byBatchClass",
  tenure: "byTenure",
  tenure_class: "byTenureClass",
} as const;
const MEASURE = { mean: "measureMean", top2: "measureTop2", count: "measureCount" } as const;
const MODES = ["web", "phone", "visit"] as const;

/** What is divided by what, and what is counted. */
export function ExploreDivisions({ view }: { readonly view: CrosstabView | undefined }) {
  const t = useTranslations("explore");
  const names = useNames();
  const [selection, select] = useExplore();
  const kind = view?.unit.kind;
  const fits = (dimension: string) =>
    (dimension !== "region" || kind === "group") && (dimension !== "project" || kind !== "project");
  const nodes = view?.nodes ?? [];
  const ageBy = view?.wave.ageBy ?? "batch";
  const choice = (value: keyof typeof DIMENSION) => ({
    value,
    label: t(DIMENSION[value]),
    ...(ageDimension(value, ageBy) === value ? {} : { note: t("untoldChoice") }),
  });
  return (
    <>
      <ChoiceChip
        name={t("indicator")}
        value={selection.node ?? nodes[0]?.id ?? ""}
        fallback={nodes[0]?.id ?? ""}
        choices={nodes.map((node) => ({
          value: node.id,
          label: `${"\u2003".repeat(Math.max(0, node.depth - 1))}${names.node(node)}`,
        }))}
        onChoose={(value) => select({ node: value === nodes[0]?.id ? null : value })}
      />
      <ChoiceChip
        name={t("rows")}
        value={ageDimension(selection.rows, ageBy)}
        choices={ROWS.filter(fits).map(choice)}
        onChoose={(value) => {
          const rows = ROWS.find((each) => each === value) ?? "phase";
          select({ rows, cols: columnsFor(rows).includes(selection.cols) ? selection.cols : "none" });
        }}
      />
      <ChoiceChip
        name={t("columns")}
        value={ageDimension(selection.cols, ageBy)}
        choices={columnsFor(selection.rows).filter(fits).map(choice)}
        onChoose={(value) =>
          select({ cols: columnsFor(selection.rows).find((each) => each === value) ?? "none" })
        }
      />
      <ChoiceChip
        name={t("measure")}
        value={selection.measure}
        fallback="mean"
        choices={MEASURES.map((value) => ({ value, label: t(MEASURE[value]) }))}
        onChoose={(value) => select({ measure: MEASURES.find((each) => each === value) ?? "mean" })}
      />
    </>
  );
}

/** Filters on whatever does not divide the table already. */
export function ExploreFilters({ view }: { readonly view: CrosstabView | undefined }) {
  const t = useTranslations("explore");
  const filter = useTranslations("filter");
  const names = useNames();
  const [selection, select] = useExplore();
  const free = (dimension: string) => isFree(selection, dimension);
  const mode = { web: filter("modeWeb"), phone: filter("modePhone"), visit: filter("modeVisit") };
  const all = { value: "", label: filter("all") };
  const words = (list: readonly string[] | undefined) => [
    all,
    ...(list ?? []).map((value) => ({ value, label: value })),
  ];
  const ageBy = view?.wave.ageBy ?? "batch";
  const ageChoices = words(view?.choices.ages).map(({ value, label }) => {
    const tenure = ageBy === "tenure" ? tenureSpan(value) : undefined;
    return { value, label: tenure ? names.tenure(tenure) : label };
  });
  return (
    <>
      {free("phase") && (
        <ChoiceChip
          name={filter("phase")}
          value={selection.phase ?? ""}
          fallback=""
          choices={[
            all,
            ...OWNER_PHASES.map((phase) => ({
              value: phase,
              label: names.phase(phase),
              note: names.phaseSpan(phase),
            })),
          ]}
          onChoose={(value) => select({ phase: OWNER_PHASES.find((phase) => phase === value) ?? null })}
        />
      )}
      {free("mode") && (
        <ChoiceChip
          name={filter("mode")}
          value={selection.mode ?? ""}
          fallback=""
          choices={[all, ...MODES.map((value) => ({ value, label: mode[value] }))]}
          onChoose={(value) => select({ mode: MODES.find((each) => each === value) ?? null })}
        />
      )}
      {free("product_type") && (
        <ChoiceChip
          name={t("byProduct")}
          value={selection.product ?? ""}
          fallback=""
          choices={words(view?.choices.productTypes)}
          onChoose={(value) => select({ product: value || null })}
        />
      )}
      {free("batch") && (
        <ChoiceChip
          name={t(DIMENSION[ageBy])}
          value={selection[ageBy] ?? ""}
          fallback=""
          choices={ageChoices}
          onChoose={(value) => select({ [ageBy]: value || null })}
        />
      )}
    </>
  );
}
