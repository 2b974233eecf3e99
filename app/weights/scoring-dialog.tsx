"use client";

import { useTranslations } from "use-intl";
import { type ItemDefinition, type ScoringRule, scoringRule } from "#analytics/index-definition.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { NumberField } from "./number-field.tsx";
import { useScoringWords } from "./use-scoring-words.ts";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

const RULE_NAMES = {
  "min-max": "ruleMinMax",
  "of-max": "ruleOfMax",
  "top-box": "ruleTopBox",
  net: "ruleNet",
} as const satisfies Record<ScoringRule, string>;

/** An item under another rule, with the cuts the rule needs. */
function ruled({ scale, title, port }: ItemDefinition, score: ScoringRule): ItemDefinition {
  const [low, high] = scale;
  const cuts =
    score === "top-box"
      ? { boxes: 2 }
      : score === "net"
        ? { promoters: high === 10 ? 9 : high, detractors: high === 10 ? 6 : low + 1 }
        : {};
  return { scale, score, ...cuts, ...(title && { title }), ...(port && { port }) };
}

/** How an item's answers become points. */
export function ScoringDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const words = useScoringWords();
  const { definition, edit } = useWorkbench();
  const item = definition.items[id];
  if (!item) return null;
  const set = (change: (item: ItemDefinition) => ItemDefinition, gesture: string) =>
    edit((from) => {
      const own = from.items[id];
      return own ? { ...from, items: { ...from.items, [id]: change(own) } } : from;
    }, gesture);
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("scoringOf", { name: titles.of(id) })}
      description={words(id)}
    >
      <div className="mt-3 flex flex-col gap-3">
        <SelectField
          label={t("rule")}
          value={item.score}
          onChange={(event) => {
            const score = scoringRule.parse(event.target.value);
            set((own) => ruled(own, score), `score ${id}`);
          }}
        >
          {scoringRule.options.map((rule) => (
            <option key={rule} value={rule}>
              {t(RULE_NAMES[rule])}
            </option>
          ))}
        </SelectField>
        {item.score === "top-box" && (
          <NumberField
            label={t("boxes")}
            value={item.boxes ?? 1}
            onChange={(boxes) =>
              set((own) => ({ ...own, boxes: Math.max(1, Math.round(boxes)) }), `boxes ${id}`)
            }
          />
        )}
        {item.score === "net" && (
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label={t("promoters")}
              value={item.promoters ?? item.scale[1]}
              onChange={(promoters) => set((own) => ({ ...own, promoters }), `promoters ${id}`)}
            />
            <NumberField
              label={t("detractors")}
              value={item.detractors ?? item.scale[0]}
              onChange={(detractors) => set((own) => ({ ...own, detractors }), `detractors ${id}`)}
            />
          </div>
        )}
        <div className="flex justify-end">
          <Button onClick={onClose}>{t("close")}</Button>
        </div>
      </div>
    </PageDialog>
  );
}
