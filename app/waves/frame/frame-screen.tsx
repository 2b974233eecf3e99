"use client";

import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useTranslations } from "use-intl";
import { Notice } from "../../components/notice.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { FrameAhead } from "./frame-ahead.tsx";
import { FrameFixed } from "./frame-fixed.tsx";

/** Who a wave is about and whom of them it asks; for those who run it. */
export function FrameScreen({ id }: { readonly id: number }) {
  const t = useTranslations("state");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.waves.one.queryOptions({ id }));
  if (!data) return null;
  if (!data.mayManage)
    return (
      <Notice heading="h1" icon={LockKeyhole} title={t("forbiddenTitle")}>
        {t("forbiddenBody")}
      </Notice>
    );
  return data.wave.state === "draft" ? <FrameAhead wave={data.wave} /> : <FrameFixed wave={data.wave} />;
}
