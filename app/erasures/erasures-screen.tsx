"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ErasureRow } from "#server/vault/erasure-list.ts";
import { ListFrame } from "../components/list-frame.tsx";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { DropDialog } from "./drop-dialog.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { FindPanel } from "./find-panel.tsx";
import { RequestsTable } from "./requests-table.tsx";
import { RetentionPanel } from "./retention-panel.tsx";

type Chosen = { readonly row: ErasureRow; readonly deed: "erase" | "drop" };

/** Owners who want to be forgotten, and what is destroyed by itself; for the custodian of identities. */
export function ErasuresScreen() {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.erasures.list.queryOptions());
  const [chosen, setChosen] = useState<Chosen>();
  const close = () => setChosen(undefined);
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      <ListFrame
        list={data}
        error={error}
        onRetry={refetch}
        isEmpty={() => false}
        empty={{ icon: UserRoundX, title: t("none"), body: t("none") }}
      >
        {(rows) => (
          <>
            <h1 className="text-20 font-semibold">
              {t("finding", { n: rows.filter(({ state }) => state === "open").length })}
            </h1>
            <RequestsTable rows={rows} onChoose={(row, deed) => setChosen({ row, deed })} />
            <FindPanel />
            <RetentionPanel />
          </>
        )}
      </ListFrame>
      {chosen?.deed === "erase" && <EraseDialog row={chosen.row} onClose={close} />}
      {chosen?.deed === "drop" && <DropDialog row={chosen.row} onClose={close} />}
    </PageFrame>
  );
}
