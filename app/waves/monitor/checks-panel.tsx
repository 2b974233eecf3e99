"use client";

import {
  ClipboardList,
  Clock,
  Copy,
  ListOrdered,
  type LucideIcon,
  Moon,
  RefreshCw,
  ShieldAlert,
  Smartphone,
  TriangleAlert,
  User,
  Wifi,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { QualityCode } from "#server/waves/quality/quality-codes.ts";
import { classNames } from "../../components/class-names.ts";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { ScreenLink } from "../../components/screen-link.tsx";
import { formatCount } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useQualityNames } from "../quality/use-quality-names.ts";
import type { ShownMonitor } from "./shown-monitor.ts";

const ICONS: Readonly<Partial<Record<QualityCode, LucideIcon>>> = {
  COACHED_BURST: TriangleAlert,
  SAME_PHONE: User,
  SAME_DEVICE: Smartphone,
  STRAIGHTLINE: ListOrdered,
  SPEEDER: Clock,
  SAME_TEXT: Copy,
  STAFF_NETWORK: Wifi,
  AFTER_CONTACT: ClipboardList,
  OUT_OF_HOURS: Moon,
  "second-answer": RefreshCw,
};
const ORDER = Object.keys(ICONS) as QualityCode[];

/** What the screens found in the answers, and what was taken out; reports of interference go to headquarters alone. */
export function ChecksPanel({
  view,
  review,
}: {
  readonly view: ShownMonitor;
  readonly review: string | undefined;
}) {
  const t = useTranslations("monitor");
  const names = useNames();
  const nameOf = useQualityNames();
  const { quality } = view;
  if (!quality) return null;
  const found = ORDER.filter((code) => (quality.byCode[code] ?? 0) > 0);
  const worst = (code: QualityCode) =>
    view.projects
      .filter(({ marks }) => (marks[code] ?? 0) > 0)
      .toSorted((a, b) => (b.marks[code] ?? 0) - (a.marks[code] ?? 0))[0];
  return (
    <Panel labelledBy="checks">
      <PanelHeader id="checks" title={t("checks")}>
        {review && (
          <ScreenLink href={review} className="target-44 text-12 text-accent hover:underline print:hidden">
            {t("toReview")}
          </ScreenLink>
        )}
      </PanelHeader>
      <ul className="border-t border-line">
        {(quality.interference ?? 0) > 0 && (
          <Check
            icon={ShieldAlert}
            urgent
            title={t("interference")}
            note={t("interferenceNote")}
            count={quality.interference ?? 0}
          />
        )}
        {found.map((code) => {
          const most = worst(code);
          return (
            <Check
              key={code}
              icon={ICONS[code] ?? TriangleAlert}
              urgent={code === "COACHED_BURST"}
              title={nameOf(code)}
              note={
                most ? t("most", { project: names.unit(most.project), count: most.marks[code] ?? 0 }) : ""
              }
              count={quality.byCode[code] ?? 0}
            />
          );
        })}
        {found.length === 0 && <li className="px-4 py-3 text-13 text-ink-3">{t("nothingOdd")}</li>}
      </ul>
      <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
        {t("checksSum", {
          isolated: formatCount(quality.isolated),
          voided: formatCount(quality.voided),
        })}
        {quality.notAppraised.length > 0 &&
          t("notAppraised", { names: quality.notAppraised.map(names.unit).join(t("listJoin")) })}
      </p>
    </Panel>
  );
}

function Check({
  icon,
  urgent = false,
  title,
  note,
  count,
}: {
  readonly icon: LucideIcon;
  readonly urgent?: boolean;
  readonly title: string;
  readonly note: string;
  readonly count: number;
}) {
  return (
    <li className="flex items-start gap-2.5 border-b border-line px-4 py-2 last:border-0">
      <Icon of={icon} className={classNames("mt-0.5", urgent ? "text-danger" : "text-neg")} />
      <span className="min-w-0 grow">
        <span className="block text-13 font-semibold">{title}</span>
        {note && <span className="block text-12 text-ink-3">{note}</span>}
      </span>
      <span className="font-semibold">{formatCount(count)}</span>
    </li>
  );
}
