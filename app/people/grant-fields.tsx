"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Role } from "#server/scope/capabilities.ts";
import { SERVICE_PORTS, type ServicePort } from "#surveys/service-port.ts";
import { SelectField } from "../components/select-field.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { flatUnits } from "../units/flat-units.ts";

export type GrantDraft = {
  readonly role: Role;
  readonly unitId: number | null;
  readonly port: ServicePort | null;
};

export const NO_GRANT: GrantDraft = { role: "region_head", unitId: null, port: null };

/** A role and how far it reaches: the house, a unit and what is below it, or a port's share of that. */
export function GrantFields({
  draft,
  onChange,
}: {
  readonly draft: GrantDraft;
  readonly onChange: (draft: GrantDraft) => void;
}) {
  const t = useTranslations("people");
  const names = useNames();
  const trpc = useTRPC();
  const roles = useQuery(trpc.people.roles.queryOptions());
  const tree = useQuery(trpc.organisation.tree.queryOptions({}));
  const role = roles.data?.find((candidate) => candidate.role === draft.role);
  return (
    <>
      <SelectField
        label={t("role")}
        value={draft.role}
        onChange={(event) => {
          const chosen = roles.data?.find((candidate) => candidate.role === event.target.value);
          if (chosen) onChange({ role: chosen.role, unitId: null, port: null });
        }}
      >
        {roles.data?.map((option) => (
          <option key={option.role} value={option.role}>
            {names.text(option.label)}
          </option>
        ))}
      </SelectField>
      {role && role.reach !== "house" && (
        <SelectField
          label={t("unit")}
          required
          value={draft.unitId ?? ""}
          onChange={(event) => onChange({ ...draft, unitId: Number(event.target.value) || null })}
        >
          <option value="">{t("choose")}</option>
          {flatUnits(tree.data ?? []).map(({ unit, path }) => (
            <option key={unit.id} value={unit.id}>
              {"\u3000".repeat(path.length)}
              {names.unit(unit)}
            </option>
          ))}
        </SelectField>
      )}
      {role?.reach === "port" && (
        <SelectField
          label={t("port")}
          required
          value={draft.port ?? ""}
          onChange={(event) =>
            onChange({ ...draft, port: SERVICE_PORTS.find((port) => port === event.target.value) ?? null })
          }
        >
          <option value="">{t("choose")}</option>
          {SERVICE_PORTS.map((port) => (
            <option key={port} value={port}>
              {names.port(port)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
