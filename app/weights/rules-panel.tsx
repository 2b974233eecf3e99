"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { SelectField } from "../components/select-field.tsx";
import { useNames } from "../language/use-names.ts";
import { JointRules } from "./joint-rules.tsx";
import { NumberField } from "./number-field.tsx";
import { SegmentRules } from "./segment-rules.tsx";
import { useWorkbench } from "./workbench-context.tsx";

/** Everything beside weights that decides about a number: missing data, strata, cuts, the standard mix. */
export function RulesPanel() {
  const t = useTranslations("weights");
  const names = useNames();
  const { definition, editable, edit } = useWorkbench();
  const [open, setOpen] = useState(false);
  const set = (change: (from: IndexDefinition) => IndexDefinition, gesture: string) => edit(change, gesture);
  const { standard = {}, weights } = definition;
  return (
    <Panel labelledBy="rules">
      <PanelHeader
        id="rules"
        title={t("rules")}
        beside={<span className="text-12 text-ink-3">{t("rulesNote")}</span>}
      >
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
        >
          {t(open ? "fold" : "unfold")}
        </button>
      </PanelHeader>
      {open && (
        <div className="flex flex-col gap-4 border-t border-line p-4">
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              label={t("missing")}
              value={definition.missing}
              disabled={!editable}
              onChange={(event) => {
                const missing = event.target.value === "undefined" ? "undefined" : "renormalise";
                set((from) => ({ ...from, missing }), "missing");
              }}
            >
              <option value="renormalise">{t("missingRenormalise")}</option>
              <option value="undefined">{t("missingUndefined")}</option>
            </SelectField>
            <SelectField
              label={t("emptyStratum")}
              value={definition.emptyStratum}
              disabled={!editable}
              onChange={(event) => {
                const wanted = event.target.value;
                const emptyStratum = wanted === "error" || wanted === "collapse" ? wanted : "drop";
                set((from) => ({ ...from, emptyStratum }), "emptyStratum");
              }}
            >
              <option value="drop">{t("emptyDrop")}</option>
              <option value="collapse">{t("emptyCollapse")}</option>
              <option value="error">{t("emptyError")}</option>
            </SelectField>
            <NumberField
              label={t("minimumAnswers")}
              hint={t("minimumHint")}
              value={definition.minimumAnswers}
              disabled={!editable}
              onChange={(value) =>
                set((from) => ({ ...from, minimumAnswers: Math.max(5, Math.round(value)) }), "minimum")
              }
            />
            <NumberField
              label={t("collapseBelow")}
              value={weights.collapseBelow}
              disabled={!editable}
              onChange={(value) =>
                set(
                  (from) => ({
                    ...from,
                    weights: { ...from.weights, collapseBelow: Math.max(0, Math.round(value)) },
                  }),
                  "collapse",
                )
              }
            />
            <NumberField
              label={t("trim")}
              hint={t("trimHint")}
              value={weights.trim ?? 0}
              disabled={!editable}
              onChange={(value) =>
                set(
                  (from) => ({ ...from, weights: { ...from.weights, trim: value > 0 ? value : null } }),
                  "trim",
                )
              }
            />
          </div>
          <JointRules />
          <SegmentRules />
          <fieldset>
            <legend className="text-13 font-semibold">{t("standard")}</legend>
            <div className="mt-1 grid grid-cols-2 gap-3 sm:grid-cols-4">
              {OWNER_PHASES.map((phase) => (
                <NumberField
                  key={phase}
                  label={names.phase(phase)}
                  value={(standard[phase] ?? 0) / 100}
                  disabled={!editable}
                  onChange={(value) =>
                    set(
                      (from) => ({
                        ...from,
                        standard: { ...from.standard, [phase]: Math.max(0, Math.round(value * 100)) },
                      }),
                      `standard ${phase}`,
                    )
                  }
                />
              ))}
            </div>
          </fieldset>
        </div>
      )}
    </Panel>
  );
}
