import { createHash } from "node:crypto";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import { need, type Scope } from "../scope/scope.ts";
import { DESTROYED_KINDS, type ErasureFacts } from "./erasure-facts.ts";
import { type ErasureChannel, requestNumber } from "./erasure-request.ts";

/** What is certified; it names the one who did it, and nobody else. */
type Certified = ErasureFacts & {
  readonly request: number;
  readonly askedAt: string;
  readonly dueOn: CalendarDate;
  readonly channel: ErasureChannel;
  readonly erasedAt: string;
  readonly erasedBy: string;
  readonly erasedByName: string;
};

/** What whoever asked is given: what was destroyed of them, when and by whom. */
export type ErasureCertificate = Omit<Certified, "request" | "erasedBy"> & {
  readonly number: string;
  /** SHA-256 over the certificate, in hex. */
  readonly hash: string;
  /** Whether the record still says what was hashed. */
  readonly intact: boolean;
};

/** SHA-256 over the facts of a certificate in a fixed order. */
export function certificateHash(certified: Certified): Buffer {
  const { request, askedAt, dueOn, channel, erasedAt, erasedBy, erasedByName, destroyed, kept } = certified;
  const facts = [
    requestNumber(request),
    askedAt,
    dueOn,
    channel,
    erasedAt,
    erasedBy,
    erasedByName,
    DESTROYED_KINDS.map((kind) => [kind, destroyed[kind]]),
    [kept.answers, kept.homes, kept.uploads],
  ];
  return createHash("sha256").update(JSON.stringify(facts), "utf8").digest();
}

type Row = Omit<Certified, "askedAt" | "erasedAt"> & {
  readonly askedAt: Date;
  readonly erasedAt: Date;
  readonly hash: Buffer;
};

/** The certificate of an erasure. For the custodian. @throws AppError `forbidden`, `not_found` */
export async function erasureCertificate(
  db: Database,
  scope: Scope,
  id: number,
): Promise<ErasureCertificate> {
  need(scope, "vault.erase");
  const [row] = await statementsOf(db)<Row>(
    `select e.request_id as request, r.asked_at as "askedAt", r.due_on as "dueOn", r.channel, e.erased_at as "erasedAt",
            e.erased_by as "erasedBy", e.erased_by_name as "erasedByName", e.destroyed, e.kept, e.hash
     from vault.erasure e join vault.erasure_request r on r.id = e.request_id where e.id = $1`,
    [id],
  );
  if (!row) throw new AppError("not_found", "There is no such certificate: open it from the list.");
  const { hash, request, erasedBy, ...facts } = {
    ...row,
    askedAt: row.askedAt.toISOString(),
    erasedAt: row.erasedAt.toISOString(),
  };
  const intact = certificateHash({ ...facts, request, erasedBy }).equals(hash);
  return { ...facts, number: requestNumber(request), hash: hash.toString("hex"), intact };
}
