"use client";

import { useTranslations } from "use-intl";
import type { UnitCount } from "#server/indicators/task-view.ts";
import type { HomeView } from "#server/indicators/views.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";

type Line = {
  readonly key: string;
  readonly name: string;
  readonly reached: number;
  /** What the bar ends at. */
  readonly target: number;
  readonly note: string;
  readonly short: number | null;
  readonly missing: readonly UnitCount[];
  readonly inTime?: string | undefined;
};

const NAME = { signing: "signing", residence: "residence" } as const;

/** How far callbacks and the wave in the field have come, each against what is to be reached. Nothing where none is due. */
export function CoveragePanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("coverage");
  const names = useNames();
  const { response, wave } = view;
  const callbacks = view.coverage.map((each): Line => {
    const short = Math.max(0, each.target - each.reached);
    const note = t("due", { due: formatCount(each.due), share: formatShare(each.share) });
    const { inTime } = each;
    return {
      key: each.kind,
      name: t(NAME[each.kind]),
      reached: each.reached,
      target: each.target,
      note,
      short,
      missing: each.missing,
      inTime:
        inTime === null
          ? undefined
          : t("inTime", {
              days: inTime.days,
              reached: formatCount(inTime.reached),
              due: formatCount(inTime.due),
              share: formatShare(inTime.reached / inTime.due),
            }),
    };
  });
  const running: Line[] =
    wave.state === "field" && response.sampled !== null && response.n !== null
      ? [
          {
            key: "wave",
            name: names.wave(wave),
            reached: response.n,
            target: response.sampled,
            note: t("noTarget", { rate: formatShare(response.rate) }),
            short: null,
            missing: [],
          },
        ]
      : [];
  const lines = [...running, ...callbacks];
  if (lines.length === 0) return null;
  return (
    <Panel labelledBy="coverage">
      <PanelHeader id="coverage" title={t("title")} />
      <ul className="pb-2">
        {lines.map((line) => (
          <li key={line.key} className="border-t border-line px-4 py-2">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-semibold">{line.name}</span>
              <span>
                {t("ofTarget", { reached: formatCount(line.reached), target: formatCount(line.target) })}
              </span>
              <span className="text-12 text-ink-3">{line.note}</span>
              <span className="grow" />
              {line.short !== null && (
                <Tag tone={line.short > 0 ? "attention" : "good"}>
                  {line.short > 0 ? t("short", { count: formatCount(line.short) }) : t("met")}
                </Tag>
              )}
            </div>
            <Bullet
              share={line.target > 0 ? Math.min(1, line.reached / line.target) : 0}
              short={(line.short ?? 0) > 0}
              label={t("sentence", { name: line.name, reached: line.reached, target: line.target })}
            />
            <Missing units={line.missing} />
            {line.inTime && <p className="mt-1 text-12 text-ink-2">{line.inTime}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** So many places are named; the rest is counted. */
const NAMED = 3;

/** Where the most are still to be reached, each with the way there. */
function Missing({ units }: { readonly units: readonly UnitCount[] }) {
  const t = useTranslations("coverage");
  const joiner = useTranslations("reading")("joiner");
  const names = useNames();
  const address = useAddress();
  if (units.length === 0) return null;
  return (
    <p className="mt-1 text-12 text-ink-2">
      {t("missing")}
      {units.slice(0, NAMED).map(({ unit, count }, at) => (
        <span key={unit.id}>
          {at > 0 && joiner}
          <ScreenLink href={address("/", { unit: unit.id })} className="text-accent hover:underline">
            {t("missingAt", { unit: names.unit(unit), count: formatCount(count) })}
          </ScreenLink>
        </span>
      ))}
      {units.length > NAMED && t("missingMore", { count: units.length - NAMED })}
    </p>
  );
}

/** A bar from nothing to the target, which is the end of its track. */
function Bullet({
  share,
  short,
  label,
}: {
  readonly share: number;
  readonly short: boolean;
  readonly label: string;
}) {
  return (
    <svg width="100%" height="10" role="img" aria-label={label} className="mt-1.5 block">
      <rect width="100%" height="10" fill="var(--sunken)" />
      <rect width={`${share * 100}%`} height="10" fill={short ? "var(--prev)" : "var(--pos)"} />
      <line x1="100%" x2="100%" y1="0" y2="10" stroke="var(--ink)" strokeWidth="3" />
    </svg>
  );
}
