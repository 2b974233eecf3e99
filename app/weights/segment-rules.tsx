"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { dropSegmentRule, putSegmentRule } from "#analytics/edit-rules.ts";
import { AddRule } from "./add-rule.tsx";
import { NumberField } from "./number-field.tsx";
import { RuleFrame } from "./rule-frame.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

const CUTS = ["secure", "favourable", "atRisk"] as const;

/** Rules that tell four kinds of owners apart: their cuts, and rules begun, changed and taken away. */
export function SegmentRules() {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, editable, edit } = useWorkbench();
  const { segments = {} } = definition;
  const [opened, setOpened] = useState<string>();
  const rule = opened === undefined ? undefined : segments[opened];

  function setCut(id: string, item: string, kind: (typeof CUTS)[number], value: number) {
    edit((from) => {
      const was = from.segments?.[id];
      const cut = was?.cuts[item];
      if (!was || !cut) return from;
      const next = { ...was, cuts: { ...was.cuts, [item]: { ...cut, [kind]: value } } };
      return { ...from, segments: { ...from.segments, [id]: next } };
    }, `segment ${id} ${item} ${kind}`);
  }

  return (
    <>
      {Object.entries(segments).map(([id, { cuts }]) => (
        <RuleFrame
          key={id}
          name={titles.of(id)}
          heading={t("segmentsOf", { name: titles.of(id) })}
          onChange={() => setOpened(id)}
          onDrop={() => edit((from) => dropSegmentRule(from, id))}
        >
          {Object.entries(cuts).map(([item, own]) => (
            <div key={item} className="mt-1 grid gap-3 sm:grid-cols-3">
              {CUTS.map((kind) => (
                <NumberField
                  key={kind}
                  label={t(kind, { name: titles.of(item) })}
                  value={own[kind]}
                  disabled={!editable}
                  onChange={(value) => setCut(id, item, kind, value)}
                />
              ))}
            </div>
          ))}
        </RuleFrame>
      ))}
      <AddRule
        words={{ add: t("addSegments"), hint: t("segmentsHint") }}
        prefix="S"
        opened={opened}
        rule={rule && { title: rule.title, items: Object.keys(rule.cuts) }}
        onOpen={setOpened}
        onSave={(id, title, items) => edit((from) => putSegmentRule(from, id, title, items))}
      />
    </>
  );
}
