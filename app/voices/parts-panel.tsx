"use client";

import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useFullFrom } from "../shell/use-full-from.ts";
import { type UnitsColumn, UnitsTable } from "../units/units-table.tsx";

/** Mentions below which nothing is called more than elsewhere, and writers below which a part is read with care. */
const FEW = 5;

type Part = VoicesView["parts"][number];

/** Whether a topic is spoken of more or less in a part than in the whole. */
function apartOf(part: Part, topic: VoicesView["topics"][number], full: number): "more" | "less" | null {
  const cell = part.shares[topic.topic.id];
  if (!cell || part.n < full) return null;
  if (cell.low > topic.share && cell.count >= FEW) return "more";
  return cell.high < topic.share ? "less" : null;
}

/** The same topics in the units below; a share is marked where its interval leaves that of the whole out. */
export function PartsPanel({ view }: { readonly view: VoicesView }) {
  const t = useTranslations("voices");
  const full = useFullFrom();
  const names = useNames();
  const columns: readonly UnitsColumn<Part>[] = [
    {
      key: "n",
      title: "n",
      className: "text-12",
      cell: ({ n }) =>
        n < full ? (
          <span
            className="rounded-tag px-1 text-ink-2 ring-1 ring-line-ctl ring-inset"
            title={t("careful", { from: full })}
          >
            {formatCount(n)}
          </span>
        ) : (
          <span className="text-ink-3">{formatCount(n)}</span>
        ),
    },
    ...view.topics.map((row): UnitsColumn<Part> => {
      const { id, title } = row.topic;
      return {
        key: id,
        title: names.text(title),
        hint: ({ shares }) => {
          const cell = shares[id];
          return cell && `${formatShare(cell.low)} – ${formatShare(cell.high)}`;
        },
        cell: (part) => {
          const apart = apartOf(part, row, full);
          return (
            <span className={apart ? "font-semibold" : "text-ink-2"}>
              {apart && (
                <>
                  <span aria-hidden="true">{apart === "more" ? "▲ " : "▼ "}</span>
                  <span className="sr-only">{t(apart)}</span>
                </>
              )}
              {formatShare(part.shares[id]?.share ?? null)}
            </span>
          );
        },
      };
    }),
  ];
  return (
    <Panel labelledBy="parts" className="pb-2">
      <PanelHeader id="parts" title={t("parts")}>
        <span className="text-12 text-ink-3">
          {t("partsNote", { from: full })} <PassportButton view={view} of={t("parts")} />
        </span>
      </PanelHeader>
      <UnitsTable caption={t("parts")} page="/voices" parts={view.parts} columns={columns} />
    </Panel>
  );
}
