"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PersonRow } from "#server/people/list-people.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatMoment } from "../format.ts";
import { useMe } from "../shell/me-context.tsx";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useRoleName } from "./use-role-name.ts";

/** Who can sign in and what they may see. */
export function PeopleScreen() {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(trpc.people.list.queryOptions());
  const active = data?.filter((person) => !person.disabled) ?? [];
  const admins = active.filter((person) => person.grants.some((grant) => grant.role === "admin"));
  return (
    <PageFrame
      bar={
        <>
          <PageName>{t("title")}</PageName>
          <span className="grow" />
          {me.viewingAs === null && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          )}
        </>
      }
    >
      {adding && <AddPersonDialog onClose={() => setAdding(false)} />}
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : data ? (
        <>
          <h1 className="text-20 font-semibold">
            {t("finding", { count: formatCount(active.length), admins: formatCount(admins.length) })}
          </h1>
          <Panel>
            <People rows={data} />
          </Panel>
        </>
      ) : (
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function People({ rows }: { readonly rows: readonly PersonRow[] }) {
  const t = useTranslations("people");
  const roleName = useRoleName();
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={(person) => person.id}
      columns={[
        { key: "name", title: t("name"), cell: (person) => person.name },
        { key: "email", title: t("email"), cell: (person) => person.email },
        {
          key: "roles",
          title: t("roles"),
          cell: (person) => (
            <span className="flex flex-col gap-0.5">
              {person.grants.map((grant) => (
                <span key={grant.id}>{roleName(grant)}</span>
              ))}
            </span>
          ),
        },
        {
          key: "seen",
          title: t("lastSignIn"),
          cell: (person) => (
            <span className="text-ink-2">
              {person.lastSignIn ? formatMoment(person.lastSignIn) : t("never")}
            </span>
          ),
        },
        {
          key: "state",
          title: t("state"),
          cell: (person) => (
            <Tag tone={person.disabled ? "plain" : "good"}>{t(person.disabled ? "disabled" : "active")}</Tag>
          ),
        },
        { key: "menu", title: t("manage"), right: true, cell: (person) => <PersonMenu person={person} /> },
      ]}
    />
  );
}
