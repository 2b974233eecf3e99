"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Questionnaire } from "#surveys/question.ts";
import type { JsonFault } from "./read-json.ts";

/** The draft as the file it is. What parses is taken over; what does not is said with its line, and nothing is lost. */
export function JsonPane({
  questionnaire,
  onChange,
}: {
  readonly questionnaire: Questionnaire;
  /** Absent where nothing can be changed. */
  readonly onChange: ((questionnaire: Questionnaire) => void) | undefined;
}) {
  const t = useTranslations("studio");
  const outside = JSON.stringify(questionnaire, null, 2);
  const [text, setText] = useState(outside);
  const [faults, setFaults] = useState<readonly JsonFault[]>([]);
  const taken = useRef(questionnaire);
  const area = useRef<HTMLTextAreaElement>(null);

  // a change made in the form, or undone
  useEffect(() => {
    if (taken.current === questionnaire) return;
    taken.current = questionnaire;
    setText(outside);
    setFaults([]);
  }, [questionnaire, outside]);

  async function take(written: string) {
    setText(written);
    // the grammar of questionnaires is loaded with the first letter typed
    const { readJson } = await import("./read-json.ts");
    const result = readJson(written);
    if (!("questions" in result)) {
      setFaults(result);
      return;
    }
    setFaults([]);
    taken.current = result;
    onChange?.(result);
  }

  function goTo(line: number) {
    const start =
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (text.split("\n")[line - 1]?.length ?? 0));
  }

  return (
    <div className="flex min-h-0 grow flex-col gap-2 p-4">
      <label className="flex min-h-0 grow flex-col gap-1">
        <span className="text-13 text-ink-2">{t(onChange ? "jsonHelp" : "jsonRead")}</span>
        <textarea
          ref={area}
          value={text}
          readOnly={!onChange}
          spellCheck={false}
          aria-invalid={faults.length > 0 || undefined}
          onChange={(event) => void take(event.target.value)}
          className="scroll-quiet min-h-96 w-full grow resize-none rounded-ctl border border-line-ctl bg-surface p-3 font-mono text-12 leading-5 whitespace-pre"
        />
      </label>
      {faults.length > 0 && (
        <div role="alert" className="rounded-ctl bg-danger-soft px-3 py-2 text-13 text-danger">
          <p className="font-semibold">{t("jsonFaults")}</p>
          <ul>
            {faults.map(({ kind, line, place, value }) => (
              <li key={`${kind}${line}${place}`}>
                <button type="button" className="target-row text-left underline" onClick={() => goTo(line)}>
                  {t("line", { line })}
                </button>{" "}
                {t(`json_${kind}`, { place: place === "" ? t("jsonWhole") : place, value })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
