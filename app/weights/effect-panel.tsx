"use client";

import { memo, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { check } from "#analytics/check.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { SlopeBands } from "../charts/slope-bands.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatDifference, formatHalfWidth, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { failureOf } from "../trpc/failure.ts";
import { EffectTable } from "./effect-table.tsx";
import { PastEffect } from "./past-effect.tsx";
import { useEffectFinding } from "./use-effect-finding.ts";
import { useEffectOf } from "./use-effect-of.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** What the draft does, while it is being moved: the units, and which projects stand in another band. */
export const EffectPanel = memo(function EffectPanel({ unit }: { readonly unit: number }) {
  const t = useTranslations("weights");
  const names = useNames();
  const finding = useEffectFinding();
  const { definition, view, phase, lookAt, setLooked } = useWorkbench();
  const [within, setWithin] = useState<number>();
  const [asTable, setAsTable] = useState(false);
  const sound = useMemo(() => check(definition).every(({ severity }) => severity !== "error"), [definition]);
  const query = { unit, ...(within !== undefined && { within }), ...(phase && { phase }) };
  const { effect, settled, error, wave, vouched, rule } = useEffectOf(definition, query, sound);
  const there = effect !== undefined;
  useEffect(() => setLooked(there), [there, setLooked]);
  const units = effect?.units ?? [];
  const [whole, ...parts] = units;
  const inside = units.find((each) => each.unit.id === (within ?? unit))?.unit;
  if (!sound) return <p className="px-1 py-4 text-14 text-danger">{t("effectUnsound")}</p>;
  // what is worked out here knows nothing of empty strata: a draft that gives no numbers must not look as if it did
  const refused = error !== undefined && failureOf(error).code === "empty_strata";
  if (error && (!effect || refused))
    return <FailureNotice error={error} onRetry={() => location.reload()} heading="h3" />;
  if (!effect || !whole || !wave)
    return (
      <Skeleton page={false}>
        <Bone className="h-7 w-64" />
        <Bone className="mt-3 h-14 rounded-panel" />
        <Bone className="mt-3 h-80 rounded-panel" />
      </Skeleton>
    );
  const signOf = ({ mark, without }: (typeof effect.projects)[number]) => {
    const signs = [
      ...(mark === "noise" ? [["≈", t("noiseTitle")] as const] : []),
      ...(without.length > 0 ? [["*", t("withoutTitle", { count: without.length })] as const] : []),
    ];
    return {
      sign: signs.map(([sign]) => sign).join(" "),
      signWords: signs.map(([, words]) => words).join(" "),
    };
  };
  const { title, body } = finding(effect, inside ?? whole.unit);
  return (
    <div className="flex flex-col gap-3" data-settled={settled} aria-busy={!settled}>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-60 grow basis-0">
          <h2 className="text-18 font-semibold" aria-live="polite">
            {title}
          </h2>
          <p className="text-13 text-ink-2">{body}</p>
        </div>
        <ChoiceChip
          name={t("scopePhase")}
          value={phase ?? "all"}
          fallback="all"
          choices={[
            { value: "all", label: t("everybody") },
            ...OWNER_PHASES.map((each) => ({ value: each, label: names.phase(each) })),
          ]}
          onChoose={(value) => lookAt(OWNER_PHASES.find((each) => each === value))}
        />
        <ChoiceChip
          name={t("scope")}
          value={String(within ?? unit)}
          choices={units.map((each) => ({ value: String(each.unit.id), label: names.unit(each.unit) }))}
          onChoose={(value) => setWithin(Number(value) === unit ? undefined : Number(value))}
        />
      </div>
      <dl className="grid grid-cols-2 divide-line overflow-hidden rounded-panel border border-line sm:grid-cols-3 xl:grid-cols-6 xl:divide-x">
        {[whole, ...parts].map(({ unit: each, before, after, halfWidth }) => (
          <div key={each.id} className="px-2.5 py-1.5">
            <dt className="text-12 text-ink-3">{names.unit(each)}</dt>
            <dd className="text-13 whitespace-nowrap">
              {formatValue(before, "points")} <span className="text-ink-3">→</span>{" "}
              <b data-after={each.code}>{formatValue(after, "points")}</b>{" "}
              {/* below the number where six stand side by side */}
              <span className="text-12 text-ink-3 xl:block xl:leading-4 min-[1600px]:inline">
                {formatHalfWidth(halfWidth, "points")}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex items-center gap-3 text-12 text-ink-3">
        <span>{t("noiseLegend")}</span>
        <span className="grow" />
        <span className={settled ? "invisible" : ""}>{t("settling")}</span>
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </div>
      {effect.projects.length === 0 ? (
        <p className="rounded-panel border border-line px-4 py-6 text-center text-13 text-ink-3">
          {t("noProjects")}
        </p>
      ) : asTable ? (
        <EffectTable effect={effect} />
      ) : (
        <SlopeBands
          label={title}
          heads={[
            t("ruleInForce", { version: rule?.version ?? view.version }),
            t(view.status === "draft" ? "draftVersion" : "thisVersion", { version: view.version }),
          ]}
          bandName={(band) => t("bandName", { band })}
          rows={effect.projects.map((project) => ({
            key: project.unit.code,
            name: names.unit(project.unit),
            before: formatValue(project.before, "points"),
            after: formatValue(project.after, "points"),
            interval: formatHalfWidth(project.halfWidth, "points"),
            bandBefore: project.bandBefore,
            bandAfter: project.bandAfter,
            placeBefore: project.placeBefore,
            placeAfter: project.placeAfter,
            strong: project.mark === "band",
            note: formatDifference(project.shift ?? 0, "points"),
            ...signOf(project),
          }))}
        />
      )}
      {effect.projects.some(({ without }) => without.length > 0) && (
        <p className="text-12 text-ink-3">{t("withoutNote")}</p>
      )}
      <PastEffect unit={unit} shown={wave.id} settled={settled} />
      {vouched && <PassportFooter view={vouched} />}
    </div>
  );
});
