import type { ClientBase } from "pg";

export type NamedUnit = { readonly id: number; readonly code: string; readonly kind: string };

/** Finds a unit by anything it is or was called. */
export type UnitNames = (text: string) => NamedUnit | undefined;

/** A name without what people vary: spaces, width of signs, the dot between a name and its promotion name, capitals. */
function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s·・•．.\-—_]/g, "")
    .toUpperCase();
}

/**
 * Loads the codes, names, former names and aliases of all units of some kinds. A name that two units go by finds
 * neither: an import must not guess.
 */
export async function unitNames(client: ClientBase, kinds: readonly string[]): Promise<UnitNames> {
  const { rows } = await client.query<NamedUnit & { name: string }>(
    `select u.id, u.code, u.kind, n.name from org_unit u
     join lateral (select u.code as name union select u.name union select p.name from org_placement p where p.unit_id = u.id
       union select a.alias from org_alias a where a.unit_id = u.id) n on true
     where u.kind = any($1) order by u.id, n.name`,
    [kinds],
  );
  const byName = new Map<string, NamedUnit | undefined>();
  for (const { name, ...unit } of rows) {
    const key = nameKey(name);
    const known = byName.get(key);
    byName.set(key, byName.has(key) && known?.id !== unit.id ? undefined : unit);
  }
  const asWritten = new Map<string, NamedUnit | undefined>();
  return (text) => {
    if (!asWritten.has(text)) {
      if (asWritten.size > 10_000) asWritten.clear();
      asWritten.set(text, byName.get(nameKey(text)));
    }
    return asWritten.get(text);
  };
}
