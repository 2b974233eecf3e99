"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { formatMoment } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useUnsentReason } from "./use-unsent-reason.ts";

/** E-mails of an order that did not go out, by home, with the reason. */
export function UnsentDialog({
  mailing,
  onClose,
}: {
  readonly mailing: number;
  readonly onClose: () => void;
}) {
  const t = useTranslations("mailings");
  const names = useNames();
  const reasonName = useUnsentReason();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.mailings.unsent.queryOptions({ mailingId: mailing }));
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("unsent")}
      description={t("unsentNote")}
    >
      <div className="mt-3 -mx-2">
        {error && !data ? (
          <FailureNotice heading="h3" error={error} onRetry={refetch} />
        ) : !data ? (
          <Bone className="h-40" />
        ) : (
          <PlainTable
            caption={t("unsent")}
            rows={data}
            rowKey={(row) => row.homeCode}
            columns={[
              { key: "home", title: t("home"), cell: (row) => row.homeCode },
              { key: "project", title: t("project"), cell: (row) => names.project(row) },
              { key: "why", title: t("why"), cell: (row) => reasonName(row.state, row.reason ?? "") },
              { key: "at", title: t("when"), cell: (row) => formatMoment(row.at) },
            ]}
          />
        )}
      </div>
    </PageDialog>
  );
}
