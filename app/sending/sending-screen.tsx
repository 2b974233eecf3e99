"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquareLock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PhoneOrder } from "#server/mailings/phone-orders.ts";
import { Button } from "../components/button.tsx";
import { ListFrame } from "../components/list-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatCount, formatMoment } from "../format.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { NumbersDialog } from "./numbers-dialog.tsx";

/** Lists of numbers for whoever sends a wave's text messages; for the custodian of identities. */
export function SendingScreen() {
  const t = useTranslations("sending");
  const kind = useTranslations("mailings");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.mailings.phoneOrders.queryOptions());
  const [chosen, setChosen] = useState<PhoneOrder>();
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      <ListFrame
        list={data}
        error={error}
        onRetry={refetch}
        isEmpty={({ length }) => length === 0}
        empty={{ icon: MessageSquareLock, title: t("none"), body: t("noneBody") }}
      >
        {(orders) => (
          <>
            <h1 className="text-20 font-semibold">{t("finding", { n: orders.length })}</h1>
            <p className="mt-1 text-13 text-ink-2">{t("note")}</p>
            <Panel>
              <PlainTable
                caption={t("orders")}
                rows={orders}
                rowKey={({ id }) => id}
                columns={[
                  { key: "wave", title: t("wave"), cell: ({ wave }) => wave },
                  { key: "kind", title: kind("what"), cell: (order) => kind(order.kind) },
                  {
                    key: "homes",
                    title: t("homes"),
                    right: true,
                    cell: ({ written }) => formatCount(written),
                  },
                  { key: "made", title: t("made"), cell: ({ endedAt }) => formatMoment(endedAt) },
                  {
                    key: "deeds",
                    title: t("deeds"),
                    cell: (order) => <Button onClick={() => setChosen(order)}>{t("fetch")}</Button>,
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </ListFrame>
      {chosen && <NumbersDialog order={chosen} onClose={() => setChosen(undefined)} />}
    </PageFrame>
  );
}
