import type { UnitRef } from "#server/scope/unit-view.ts";

export type MeView = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly mustChangePassword: boolean;
  readonly grants: readonly {
    readonly role: string;
    readonly unit: UnitRef | null;
    readonly port: string | null;
  }[];
  readonly capabilities: readonly string[];
  /** Answers from which a value is told in full on screens; with fewer it is indicative. */
  readonly fullFrom: number;
  /** Where Home opens: the widest unit whose numbers I may read. */
  readonly homeUnit: UnitRef | null;
  /** Set while an administrator looks through somebody else's eyes; nothing can be changed meanwhile. */
  readonly viewingAs: { readonly byId: string; readonly byName: string } | null;
};
