"use client";

import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { useNames } from "../language/use-names.ts";

const ROLES = [
  "admin",
  "hq_head",
  "hq_analyst",
  "region_head",
  "project_lead",
  "port_head",
  "callback_agent",
  "custodian",
] as const;

type Granted = {
  readonly role: string;
  readonly unit: (Pick<UnitRef, "name"> & Partial<Pick<UnitRef, "nameEn">>) | null;
  readonly port: string | null;
};

/** A grant in words: 华东区域负责人, 房修端口负责人（华东）. */
export function useRoleName() {
  const t = useTranslations("role");
  const names = useNames();
  return ({ role, unit, port }: Granted): string => {
    const known = ROLES.find((candidate) => candidate === role);
    const title = known ? t(known) : role;
    const place = unit ? names.unit({ name: unit.name, nameEn: unit.nameEn ?? null }) : "";
    return [place, port ? names.port(port) : "", title].filter(Boolean).join(" · ");
  };
}
