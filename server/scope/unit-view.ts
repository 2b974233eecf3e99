export type UnitKind =
  | "group"
  | "region"
  | "project"
  | "property_company"
  | "warranty_office"
  | "call_centre";

export type UnitRef = {
  readonly id: number;
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly nameEn: string | null;
};

/** A unit of the tree on the cut-off day of a wave. `summary`: its name is known, its numbers are another's (只看汇总). */
export type UnitNode = UnitRef & {
  readonly parentId: number | null;
  readonly access: "full" | "summary";
  /** Owners in the frame of the wave; null where the reader may not know. */
  readonly owners: number | null;
  readonly aliases: readonly string[];
  readonly children: readonly UnitNode[];
};
