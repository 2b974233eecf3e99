"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { FilePlus2, FileText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import type { QuestionnaireRow } from "#server/questionnaires/questionnaire-view.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { ListFrame } from "../components/list-frame.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatMoment, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { StatusTag } from "./status-tag.tsx";
import { useStudioFailure } from "./use-studio-failure.ts";

/** The questionnaires and their versions, the newest first. */
export function QuestionnairesScreen() {
  const t = useTranslations("studio");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.questionnaires.list.queryOptions());
  const groups = [...Map.groupBy(data ?? [], ({ id }) => id).values()];
  const open = data?.filter(({ status }) => status === "draft" || status === "review").length ?? 0;
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      <ListFrame
        list={data && groups}
        error={error}
        onRetry={refetch}
        isEmpty={({ length }) => length === 0}
        empty={{ icon: FileText, title: t("none"), body: t("noneBody") }}
      >
        {(groups) => (
          <>
            <h1 className="text-20 font-semibold">
              {open > 0
                ? t("findingOpen", { count: groups.length, open })
                : t("finding", { count: groups.length })}
            </h1>
            {groups.map((versions) => (
              <Versions key={versions[0]?.id} versions={versions} />
            ))}
          </>
        )}
      </ListFrame>
    </PageFrame>
  );
}

function Versions({ versions }: { readonly versions: readonly QuestionnaireRow[] }) {
  const t = useTranslations("studio");
  const names = useNames();
  const me = useMe();
  const trpc = useTRPC();
  const router = useRouter();
  const failed = useStudioFailure();
  const start = useMutation(
    trpc.questionnaires.start.mutationOptions({
      onSuccess: ({ id, version }) => router.push(`/questionnaires/${id}/${version}`),
      onError: failed,
    }),
  );
  const [newest] = versions;
  const source = versions.find(({ status }) => status === "published");
  const isOpen = versions.some(({ status }) => status === "draft" || status === "review");
  if (!newest) return null;
  const title = names.text((source ?? newest).title);
  return (
    <Panel labelledBy={`q-${newest.id}`}>
      <PanelHeader id={`q-${newest.id}`} title={title}>
        {me.capabilities.includes("questionnaires.draft") && source && !isOpen && (
          <Button
            size="small"
            disabled={start.isPending}
            aria-label={t("newDraftOf", { title })}
            onClick={() => start.mutate({ id: source.id, from: source.version })}
          >
            <Icon of={FilePlus2} />
            {t("newDraft")}
          </Button>
        )}
      </PanelHeader>
      <PlainTable
        caption={title}
        rows={versions}
        rowKey={({ version }) => version}
        columns={[
          {
            key: "version",
            title: t("version"),
            cell: ({ id, version }) => (
              <ScreenLink
                href={`/questionnaires/${id}/${version}`}
                aria-label={t("openVersion", { title, version })}
                className="target-44 inline-flex items-center text-accent hover:underline"
              >
                {t("versionName", { version })}
              </ScreenLink>
            ),
          },
          { key: "status", title: t("state"), cell: ({ status }) => <StatusTag status={status} /> },
          { key: "items", title: t("items"), right: true, cell: ({ items }) => items },
          {
            key: "waves",
            title: t("askedIn"),
            cell: ({ waves }) => (
              <span className="text-ink-2">
                {waves.length === 0 ? NOTHING : waves.map(({ name }) => name).join(t("comma"))}
              </span>
            ),
          },
          {
            key: "note",
            title: t("note"),
            wideOnly: true,
            cell: ({ note }) => <span className="text-ink-2">{note ?? NOTHING}</span>,
          },
          {
            key: "published",
            title: t("publishedAt"),
            cell: ({ publishedAt }) => (publishedAt ? formatMoment(publishedAt) : NOTHING),
          },
        ]}
      />
    </Panel>
  );
}
