"use client";

import { ArrowDown, ArrowUp, CircleAlert, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Dimension } from "#server/questionnaires/item-weights.ts";
import type { StudioProblem } from "#server/questionnaires/questionnaire-problems.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { QUESTION_KINDS, type Question, type QuestionKind, type Questionnaire } from "#surveys/question.ts";
import { SERVICE_PORTS, type ServicePort } from "#surveys/service-port.ts";
import { Button, IconButton } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Tag } from "../components/tag.tsx";
import { useNames } from "../language/use-names.ts";
import type { ItemPatch } from "./change-item.ts";
import { EditorialNote } from "./editorial-note.tsx";
import { FollowUpEditor } from "./follow-up-editor.tsx";
import { OptionEditor } from "./option-editor.tsx";
import { RoutingEditor } from "./routing-editor.tsx";
import { TextPair } from "./text-pair.tsx";
import { Tick } from "./tick.tsx";

export type ItemEditorProps = {
  readonly questionnaire: Questionnaire;
  readonly question: Question;
  /** The item in the version the draft was copied from. */
  readonly before: Question | undefined;
  readonly dimensions: readonly Dimension[];
  readonly problems: readonly StudioProblem[];
  readonly reason: string | undefined;
  readonly onReason: (reason: string | undefined) => void;
  readonly onPatch: (patch: ItemPatch) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onAdd: () => void;
  /** Absent where the section would be left empty. */
  readonly onRemove: (() => void) | undefined;
};

const BLOCKS = ["A", "B", "C", "D"];

/** What a question becomes when it turns into another kind: only what goes with that kind remains. */
function ofKind(kind: QuestionKind): ItemPatch {
  const isRating = kind === "rating5" || kind === "nps";
  const isChoice = kind === "single" || kind === "multi";
  const first = { zh: "", en: "" };
  return {
    kind,
    scaleLabels: kind === "nps" ? [first, first] : undefined,
    aside: isRating ? "notApplicable" : undefined,
    options: isChoice
      ? [
          { value: "option1", label: first },
          { value: "option2", label: first },
        ]
      : undefined,
    maxChoices: undefined,
    shuffle: undefined,
    followUp: undefined,
    scored: isRating ? false : undefined,
    dimension: undefined,
  };
}

/** The form for the usual changes of one item; problems stand above it with their remedies. */
export function ItemEditor(props: ItemEditorProps) {
  const t = useTranslations("studio");
  const names = useNames();
  const { questionnaire, question, before, dimensions, problems, onPatch, onMove, onAdd, onRemove } = props;
  const isRating = question.kind === "rating5" || question.kind === "nps";
  const optional = question.hint;
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-16 font-semibold">{question.code}</h2>
        <Tag>{t(`kind_${question.kind}`)}</Tag>
        <Tag>{t("itemVersion", { version: question.itemVersion })}</Tag>
        <span className="grow" />
        <IconButton label={t("moveUp")} onClick={() => onMove(-1)}>
          <Icon of={ArrowUp} />
        </IconButton>
        <IconButton label={t("moveDown")} onClick={() => onMove(1)}>
          <Icon of={ArrowDown} />
        </IconButton>
        <IconButton label={t("removeItem", { code: question.code })} disabled={!onRemove} onClick={onRemove}>
          <Icon of={Trash2} />
        </IconButton>
        <Button size="small" onClick={onAdd}>
          <Icon of={Plus} />
          {t("addItem")}
        </Button>
      </div>
      {problems.length > 0 && (
        <ul className="flex flex-col gap-1">
          {problems.map((problem) => (
            <li
              key={problem.code + problem.zh}
              className={
                problem.severity === "error"
                  ? "flex gap-2 rounded-ctl bg-danger-soft px-3 py-2 text-13 text-danger"
                  : "flex gap-2 rounded-ctl bg-neg-soft px-3 py-2 text-13 text-neg"
              }
            >
              <Icon of={CircleAlert} className="mt-0.5" />
              {names.text(problem)}
            </li>
          ))}
        </ul>
      )}
      <EditorialNote before={before} question={question} reason={props.reason} onReason={props.onReason} />
      <TextPair
        label={t("wording")}
        value={question.title}
        rows={3}
        onChange={(title) => onPatch({ title })}
      />
      <TextPair label={t("shortName")} value={question.short} onChange={(short) => onPatch({ short })} />
      {optional ? (
        <div>
          <TextPair label={t("hint")} value={optional} rows={2} onChange={(hint) => onPatch({ hint })} />
          <Button size="small" kind="quiet" onClick={() => onPatch({ hint: undefined })}>
            {t("removeHint")}
          </Button>
        </div>
      ) : (
        <Button
          size="small"
          kind="quiet"
          className="self-start"
          onClick={() => onPatch({ hint: { zh: "", en: "" } })}
        >
          <Icon of={Plus} />
          {t("addHint")}
        </Button>
      )}
      {before === undefined && (
        <SelectField
          label={t("kind")}
          value={question.kind}
          onChange={(event) => onPatch(ofKind(event.target.value as QuestionKind))}
        >
          {QUESTION_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind_${kind}`)}
            </option>
          ))}
        </SelectField>
      )}
      {isRating && <ScaleEditor question={question} onPatch={onPatch} />}
      {question.options && (
        <OptionEditor
          question={question}
          published={new Set(before?.options?.map(({ value }) => value))}
          onPatch={onPatch}
        />
      )}
      <fieldset className="flex flex-wrap items-center gap-x-4">
        <legend className="text-13 font-semibold">{t("phases")}</legend>
        {OWNER_PHASES.map((phase) => (
          <Tick
            key={phase}
            checked={question.phases.includes(phase)}
            onChange={(on) => {
              const phases = OWNER_PHASES.filter((each) =>
                each === phase ? on : question.phases.includes(each),
              );
              if (phases.length > 0) onPatch({ phases });
            }}
          >
            {names.phase(phase)}
          </Tick>
        ))}
      </fieldset>
      <RoutingEditor questionnaire={questionnaire} question={question} onPatch={onPatch} />
      {isRating && <FollowUpEditor question={question} onPatch={onPatch} />}
      <div className="grid gap-3 sm:grid-cols-3">
        {isRating && (
          <SelectField
            label={t("dimension")}
            value={question.scored === false ? "" : (question.dimension ?? "")}
            onChange={(event) =>
              onPatch(
                event.target.value === ""
                  ? { dimension: undefined, scored: false }
                  : { dimension: event.target.value, scored: undefined },
              )
            }
          >
            <option value="">{t("notScored")}</option>
            {dimensions.map(({ id, title }) => (
              <option key={id} value={id}>
                {id} {names.text(title)}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label={t("port")}
          value={question.port}
          onChange={(event) => onPatch({ port: event.target.value as ServicePort })}
        >
          {SERVICE_PORTS.map((port) => (
            <option key={port} value={port}>
              {names.port(port)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("forms")}
          value={question.core ? "core" : (question.block ?? "")}
          onChange={(event) => {
            const { value } = event.target;
            onPatch({ core: value === "core", block: BLOCKS.includes(value) ? value : undefined });
          }}
        >
          <option value="core">{t("formCore")}</option>
          <option value="">{t("formLong")}</option>
          {BLOCKS.map((block) => (
            <option key={block} value={block}>
              {t("formBlock", { block })}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}

function ScaleEditor({
  question,
  onPatch,
}: {
  readonly question: Question;
  readonly onPatch: (patch: ItemPatch) => void;
}) {
  const t = useTranslations("studio");
  const labels = question.scaleLabels ?? [];
  return (
    <details className="rounded-ctl border border-line">
      <summary className="target-row cursor-pointer px-3 py-2 text-13 font-semibold">{t("scale")}</summary>
      <div className="flex flex-col gap-2 px-3 pb-3">
        {labels.map((label, place) => (
          <TextPair
            key={place}
            compact
            label={t("scaleLabel", { number: question.kind === "nps" ? place * 10 : place + 1 })}
            value={label}
            onChange={(changed) =>
              onPatch({ scaleLabels: labels.map((each, index) => (index === place ? changed : each)) })
            }
          />
        ))}
        <SelectField
          label={t("aside")}
          value={question.aside ?? ""}
          onChange={(event) =>
            onPatch({
              aside:
                event.target.value === "notApplicable" || event.target.value === "dontKnow"
                  ? event.target.value
                  : undefined,
            })
          }
        >
          <option value="notApplicable">{t("asideNa")}</option>
          <option value="dontKnow">{t("asideDk")}</option>
          <option value="">{t("asideNone")}</option>
        </SelectField>
      </div>
    </details>
  );
}
