import { z } from "zod";
import { retentionPlan } from "#server/retention/retention-plan.ts";
import { erasePerson, previewErasure } from "#server/vault/erase-person.ts";
import { erasureCertificate } from "#server/vault/erasure-certificate.ts";
import { DROP_REASONS, dropErasure, listErasures, recordErasure } from "#server/vault/erasure-list.ts";
import { findPerson, personSearch } from "#server/vault/find-person.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const custody = procedureFor("vault.erase");
const requestId = z.int().positive();
const target = z.union([z.strictObject({ ownerId: z.uuid() }), z.strictObject({ respondentKey: z.uuid() })]);

/** Owners who want to be forgotten, and what is destroyed by itself; for the custodian of identities alone. */
export const erasuresRouter = router({
  list: custody.input(nothing).query(({ ctx }) => listErasures(ctx.db, ctx.scope)),
  plan: custody.input(nothing).query(({ ctx }) => retentionPlan(ctx.db, ctx.scope)),
  find: custody.input(personSearch).mutation(({ ctx, input }) => findPerson(ctx.db, ctx.scope, input)),
  record: custody
    .input(z.strictObject({ target, channel: z.enum(["phone", "letter", "counter"]) }))
    .mutation(({ ctx, input }) => recordErasure(ctx.db, ctx.scope, input, ctx.now())),
  drop: custody
    .input(z.strictObject({ requestId, reason: z.enum(DROP_REASONS) }))
    .mutation(({ ctx, input }) => dropErasure(ctx.db, ctx.scope, input, ctx.now())),
  preview: custody
    .input(z.strictObject({ requestId }))
    .query(({ ctx, input }) => previewErasure(ctx.db, ctx.scope, input.requestId)),
  erase: custody
    .input(z.strictObject({ requestId, seen: z.string().max(40), confirm: z.string().max(40) }))
    .mutation(({ ctx, input }) => erasePerson(ctx.db, ctx.scope, input, ctx.now())),
  certificate: custody
    .input(z.strictObject({ id: z.int().positive() }))
    .query(({ ctx, input }) => erasureCertificate(ctx.db, ctx.scope, input.id)),
});
