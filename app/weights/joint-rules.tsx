"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { dropJointRule, putJointRule } from "#analytics/edit-rules.ts";
import { AddRule } from "./add-rule.tsx";
import { NumberField } from "./number-field.tsx";
import { RuleFrame } from "./rule-frame.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** Shares of owners who meet several cuts at once: their cuts, and rules begun, changed and taken away. */
export function JointRules() {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, editable, edit } = useWorkbench();
  const [opened, setOpened] = useState<string>();
  const rule = opened === undefined ? undefined : definition.joint[opened];
  return (
    <>
      {Object.entries(definition.joint).map(([id, { all }]) => (
        <RuleFrame
          key={id}
          name={titles.of(id)}
          heading={t("jointOf", { name: titles.of(id) })}
          onChange={() => setOpened(id)}
          onDrop={() => edit((from) => dropJointRule(from, id))}
        >
          <div className="mt-1 grid gap-3 sm:grid-cols-3">
            {Object.entries(all).map(([item, cut]) => (
              <NumberField
                key={item}
                label={t("atLeast", { name: titles.of(item) })}
                value={cut}
                disabled={!editable}
                onChange={(value) =>
                  edit((from) => {
                    const own = from.joint[id];
                    if (!own) return from;
                    const cuts = { ...own.all, [item]: value };
                    return { ...from, joint: { ...from.joint, [id]: { ...own, all: cuts } } };
                  }, `joint ${id} ${item}`)
                }
              />
            ))}
          </div>
        </RuleFrame>
      ))}
      <AddRule
        words={{ add: t("addJoint"), hint: t("jointHint") }}
        prefix="J"
        opened={opened}
        rule={rule && { title: rule.title, items: Object.keys(rule.all) }}
        onOpen={setOpened}
        onSave={(id, title, items) => edit((from) => putJointRule(from, id, title, items))}
      />
    </>
  );
}
