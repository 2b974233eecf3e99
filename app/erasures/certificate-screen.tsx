"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { formatMoment } from "../format.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { DestroyedList } from "./destroyed-list.tsx";

/** The certificate of an erasure, to be printed and given to whoever asked. It names nobody but the one who did it. */
export function CertificateScreen({ id }: { readonly id: number }) {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.erasures.certificate.queryOptions({ id }));
  return (
    <PageFrame
      bar={
        <>
          <ScreenLink href="/erasures" className="text-13 text-accent print:hidden">
            {t("toList")}
          </ScreenLink>
          <PageName>{t("certificate")}</PageName>
          <span className="grow" />
          <PrintButton />
        </>
      }
    >
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton>
          <Bone className="h-64 rounded-panel bg-line" />
        </Skeleton>
      ) : (
        <Panel className="max-w-2xl p-5">
          <h1 className="text-20 font-semibold">{t("certificateOf", { number: data.number })}</h1>
          <p className="mt-2 text-14">
            {t("certified", {
              asked: formatMoment(data.askedAt),
              channel: t(`channel_${data.channel}`),
              erased: formatMoment(data.erasedAt),
              who: data.erasedByName,
              due: data.dueOn,
            })}
          </p>
          <DestroyedList facts={data} done />
          <dl className="mt-4 text-12 text-ink-2">
            <dt className="font-semibold">{t("hash")}</dt>
            <dd className="font-mono [overflow-wrap:anywhere]">{data.hash}</dd>
            <dd className={data.intact ? "" : "text-danger"}>{t(data.intact ? "intact" : "altered")}</dd>
          </dl>
        </Panel>
      )}
    </PageFrame>
  );
}
