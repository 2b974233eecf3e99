"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { SavedPage, SavedView } from "#server/saved-views/list-views.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { useToast } from "../components/toaster.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { flatUnits } from "../units/flat-units.ts";

const TEAM = [
  "hq_head",
  "hq_analyst",
  "region_head",
  "project_lead",
  "port_head",
] as const satisfies readonly Role[];

/** Names a view and says with whom it is shared; they see it with their own rights. */
export function ViewDialog({
  view,
  page,
  onClose,
}: {
  readonly view: SavedView | "new";
  readonly page: SavedPage;
  readonly onClose: () => void;
}) {
  const t = useTranslations("views");
  const roles = useTranslations("role");
  const names = useNames();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const known = view === "new" ? undefined : view;
  const [name, setName] = useState(known?.name ?? "");
  const [unit, setUnit] = useState(known?.sharedWith ? String(known.sharedWith.unit.id) : "");
  const [role, setRole] = useState<string>(known?.sharedWith?.role ?? "");
  const tree = useQuery(trpc.organisation.tree.queryOptions());
  const save = useMutation(trpc.views.save.mutationOptions());
  const rename = useMutation(trpc.views.rename.mutationOptions());
  const share = useMutation(trpc.views.share.mutationOptions());
  const busy = save.isPending || rename.isPending || share.isPending;

  async function submit(event: FormEvent) {
    event.preventDefault();
    try {
      const query = location.search.slice(1);
      const id = known?.id ?? (await save.mutateAsync({ name: name.trim(), page, query })).id;
      if (known && known.name !== name.trim()) await rename.mutateAsync({ id, name: name.trim() });
      const wanted =
        unit === "" ? null : { unitId: Number(unit), role: TEAM.find((each) => each === role) ?? null };
      const before = known?.sharedWith
        ? { unitId: known.sharedWith.unit.id, role: known.sharedWith.role }
        : null;
      if (JSON.stringify(wanted) !== JSON.stringify(before)) await share.mutateAsync({ id, with: wanted });
      await cache.invalidateQueries(trpc.views.list.queryFilter());
      toast(t("saved"));
      onClose();
    } catch {
      toast(t("refused"), "danger");
    }
  }

  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(known ? "edit" : "save")}
      description={t("rights")}
    >
      <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
        <TextField
          label={t("name")}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField label={t("shareWith")} value={unit} onChange={(event) => setUnit(event.target.value)}>
          <option value="">{t("nobody")}</option>
          {flatUnits(tree.data ?? [])
            .filter(({ unit: each }) => each.access === "full")
            .map(({ unit: each }) => (
              <option key={each.id} value={each.id}>
                {names.unit(each)}
              </option>
            ))}
        </SelectField>
        {unit !== "" && (
          <SelectField label={t("withRole")} value={role} onChange={(event) => setRole(event.target.value)}>
            <option value="">{t("everyRole")}</option>
            {TEAM.map((each) => (
              <option key={each} value={each}>
                {roles(each)}
              </option>
            ))}
          </SelectField>
        )}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={busy || name.trim() === ""}>
            {t("keep")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
