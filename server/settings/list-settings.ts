import { z } from "zod";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import {
  SETTING_CATALOGUE,
  type SettingGroup,
  type SettingKind,
  type SettingReach,
} from "./setting-catalogue.ts";

/** What a setting can hold. */
export type SettingValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly number[]
  | Readonly<Record<string, readonly string[]>>;

export type SettingVersion = {
  readonly version: number;
  readonly value: SettingValue;
  readonly reason: string | null;
  readonly changedBy: string | null;
  readonly changedAt: string;
};

export type SettingView = {
  readonly key: string;
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly reach: SettingReach;
  readonly value: SettingValue;
  readonly standard: SettingValue;
  /** 0 while nobody has changed it. */
  readonly version: number;
  /** Bounds of a number, or of each of several; null where there are none. */
  readonly least: number | null;
  readonly most: number | null;
  readonly whole: boolean;
  /** Whether it can be left empty, which switches the rule off. */
  readonly optional: boolean;
  /** Newest first. */
  readonly history: readonly SettingVersion[];
};

type JsonSchema = {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly prefixItems?: readonly JsonSchema[];
};

function boundsOf(schema: z.ZodType): Pick<SettingView, "least" | "most" | "whole" | "optional"> {
  const whole = z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
  const number = whole.anyOf?.find(({ type }) => type !== "null") ?? whole.prefixItems?.[0] ?? whole;
  return {
    least: number.minimum ?? number.exclusiveMinimum ?? null,
    most: number.maximum ?? null,
    whole: number.type === "integer",
    optional: whole.anyOf?.some(({ type }) => type === "null") ?? false,
  };
}

/** Every setting with its value in force, its default and who changed it when and why. */
export async function listSettings(db: Database, scope: Scope): Promise<readonly SettingView[]> {
  need(scope, "settings.read");
  const rows = await db
    .selectFrom("setting")
    .leftJoin("user", "user.id", "setting.changed_by")
    .select(["key", "version", "value", "reason", "changed_at", "changed_by", "user.name"])
    .orderBy("key")
    .orderBy("version", "desc")
    .execute();
  const stored = Map.groupBy(rows, ({ key }) => key);
  return SETTING_CATALOGUE.map(({ key, group, kind, reach, schema }): SettingView => {
    const history = (stored.get(key) ?? []).map((row) => ({
      version: row.version,
      value: row.value as SettingValue,
      reason: row.reason,
      changedBy: row.name ?? row.changed_by,
      changedAt: new Date(row.changed_at).toISOString(),
    }));
    const standard = schema.parse(undefined) as SettingValue;
    const [newest] = history;
    return {
      key,
      group,
      kind,
      reach,
      value: newest ? newest.value : standard,
      standard,
      version: newest?.version ?? 0,
      ...boundsOf(schema),
      history,
    };
  });
}
