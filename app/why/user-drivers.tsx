"use client";

import { useTranslations } from "use-intl";
import type { DriversView, PhaseDrivers } from "#server/explanations/drivers-view.ts";
import type { UserDriver } from "#server/explanations/user-drivers.ts";
import type { Scale } from "../charts/scale.ts";
import { PlainTable } from "../components/plain-table.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { DriverLine } from "./driver-line.tsx";
import type { Drafts } from "./use-drafts.ts";

/** Dimensions that only some rated, each by what it matters among them. */
export function UserDrivers({
  of,
  view,
  scale,
  asTable,
  drafts,
}: {
  readonly of: PhaseDrivers;
  readonly view: DriversView;
  readonly scale: Scale;
  readonly asTable: boolean;
  readonly drafts: Drafts;
}) {
  const t = useTranslations("why");
  const names = useNames();
  const base = (user: UserDriver) =>
    [
      user.base === null ? t("tooFew") : t("usersBase", { count: formatCount(user.base) }),
      ...(user.n === null ? [] : [`n ${formatCount(user.n)}`]),
      ...(user.driver === null ? [] : [t("usersRank", { rank: user.driver.rank, of: user.of })]),
    ].join(" · ");
  return (
    <div className="mt-2 border-t border-line pt-2">
      <h4 className="pb-0.5 text-12 text-ink-3">{t("usersTitle")}</h4>
      {asTable ? (
        <PlainTable
          caption={t("usersTitle")}
          rows={of.users}
          rowKey={(user) => user.node.id}
          columns={[
            { key: "node", title: t("dimension"), cell: (user) => names.node(user.node) },
            { key: "base", title: t("base"), cell: base },
            { key: "verdict", title: t("verdict"), cell: (user) => t(`verdict_${user.verdict}`) },
            {
              key: "share",
              title: t("importance"),
              right: true,
              cell: (user) => formatShare(user.driver?.share ?? null),
            },
            {
              key: "interval",
              title: t("interval"),
              right: true,
              cell: ({ driver }) =>
                driver === null ? "—" : `${formatShare(driver.low)} – ${formatShare(driver.high)}`,
            },
            {
              key: "correlation",
              title: t("correlation"),
              right: true,
              cell: ({ driver }) => driver?.correlation.toFixed(2) ?? "—",
            },
          ]}
        />
      ) : (
        <ul>
          {of.users.map((user) => (
            <li key={user.node.id} className="py-0.5">
              {user.driver === null ? (
                <span className="text-13">{names.node(user.node)}</span>
              ) : (
                <ul>
                  <DriverLine
                    row={user.driver}
                    phase={of.phase}
                    order={user.verdict === "separable"}
                    view={view}
                    scale={scale}
                    drafts={drafts}
                  />
                </ul>
              )}
              <span className="flex flex-wrap items-center gap-2 text-12 text-ink-3">
                {base(user)}
                <Tag tone={user.verdict === "separable" ? "good" : "outline"}>
                  {t(`verdict_${user.verdict}`)}
                </Tag>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
