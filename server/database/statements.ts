import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import type { ClientBase } from "pg";
import type { Tables } from "./tables.ts";

/** Runs one statement written in SQL, its values bound ($1 …), and gives its rows. */
export type Statements = <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** Statements of a typed connection or transaction. */
export function statementsOf(db: Kysely<Tables> | Transaction<Tables>): Statements {
  return async <Row>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return rows;
  };
}

/** Statements of a plain connection, e.g. one that an import works on. */
export function statementsOn(client: ClientBase): Statements {
  return async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as Row[];
}
