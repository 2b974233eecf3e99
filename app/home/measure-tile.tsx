"use client";

import { useTranslations } from "use-intl";
import type { HomeView, MeasureTile as MeasureTileView } from "#server/indicators/views.ts";
import { centredScale } from "../charts/centred-scale.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { Change, ChangeWord } from "../components/change.tsx";
import { viewPassportFile } from "../components/passport-file.ts";
import { PassportButton } from "../components/passport-footer.tsx";
import { ReadingFigure } from "../components/reading-figure.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { Tag } from "../components/tag.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useBarSentence } from "../wording/use-reading-sentence.ts";
import { useSince } from "../wording/use-since.ts";

const VERDICT = {
  better: { tone: "good", word: "met" },
  worse: { tone: "attention", word: "missed" },
  "not-distinguishable": { tone: "plain", word: "unclear" },
} as const;

/** One key number: figure, interval, change, and where it lies against the reference and last year. */
export function MeasureTile({
  title,
  tile,
  view,
  target = null,
}: {
  readonly title: string;
  readonly tile: MeasureTileView;
  readonly view: Pick<HomeView, "unit" | "reference" | "wave" | "previousWave" | "passport">;
  /** What the number is to reach in the wave's year. */
  readonly target?: HomeView["target"];
}) {
  const t = useTranslations("home");
  const own = useTranslations("own");
  const names = useNames();
  const since = useSince()(view.wave, view.previousWave);
  const sentence = useBarSentence();
  const { unit } = tile.node;
  const scale = centredScale([tile.reading, tile.reference, tile.previous], unit);
  const reference = view.reference ? names.unit(view.reference) : "";
  const referenceValue = tile.reference?.value == null ? undefined : formatValue(tile.reference.value, unit);
  const previousValue = tile.previous?.value == null ? undefined : formatValue(tile.previous.value, unit);

  function comparison(): string {
    if (referenceValue && previousValue)
      return t("referenceAndPrevious", { reference, referenceValue, since, previousValue });
    if (referenceValue) return t("onlyReference", { reference, value: referenceValue });
    return previousValue ? t("onlyPrevious", { since, value: previousValue }) : t("noReference");
  }

  return (
    <div className="border-line px-4 pt-[11px] pb-[9px]">
      <h2 className="text-13 text-ink-3">{title}</h2>
      <div className="mt-0.5 flex min-h-9 flex-wrap items-baseline gap-x-2">
        <ReadingFigure reading={tile.reading} unit={unit} />
        <RestatedMark passport={{ ...view.passport, ...tile.basis }} />
        <span className="grow" />
        {tile.change && (
          <span className="inline-flex items-baseline gap-2">
            <Change change={tile.change} unit={unit} />
            <ChangeWord change={tile.change} />
          </span>
        )}
      </div>
      <div className="mt-1.5 pb-1">
        <IntervalBar
          reading={tile.reading}
          reference={tile.reference}
          previous={tile.previous}
          scale={scale}
          label={sentence(title, tile.reading, unit, tile.reference, tile.previous)}
        />
      </div>
      <p className="flex flex-wrap gap-x-2 text-12 text-ink-3">
        {comparison()}
        <span className="grow" />
        <PassportButton
          view={{ passport: { ...view.passport, ...tile.basis } }}
          file={viewPassportFile(view)}
          of={title}
        />
      </p>
      {target && (
        <p className="text-12 text-ink-3">
          {own("targetOf", { year: String(view.wave.year), value: formatValue(target.value, unit) })}{" "}
          {target.difference && (
            <Tag tone={VERDICT[target.difference.verdict].tone}>
              {own(VERDICT[target.difference.verdict].word)}
            </Tag>
          )}
        </p>
      )}
    </div>
  );
}
