import { z } from "zod";
import { listPeople } from "#server/people/list-people.ts";
import {
  addPerson,
  endRole,
  grantRole,
  renamePerson,
  resetPassword,
  setDisabled,
} from "#server/people/manage-person.ts";
import { ROLE_DESCRIPTIONS, ROLES } from "#server/scope/capabilities.ts";
import { SERVICE_PORTS } from "#surveys/service-port.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const personId = z.string().min(1).max(64);
const grant = z.strictObject({
  role: z.enum(ROLES),
  unitId: z.int().positive().nullable(),
  port: z.enum(SERVICE_PORTS).nullable().default(null),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().nullable().optional(),
});
const manage = procedureFor("people.manage");

export const peopleRouter = router({
  list: manage.input(nothing).query(({ ctx }) => listPeople(ctx.db, ctx.scope)),
  roles: manage.input(nothing).query(() => ROLES.map((role) => ({ role, ...ROLE_DESCRIPTIONS[role] }))),
  create: manage
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(80),
        email: z.email().max(254),
        grants: z.array(grant).max(20),
      }),
    )
    .mutation(({ ctx, input }) => addPerson(ctx.db, ctx.scope, input)),
  rename: manage
    .input(z.strictObject({ personId, name: z.string().trim().min(1).max(80) }))
    .mutation(({ ctx, input }) => renamePerson(ctx.db, ctx.scope, input.personId, input.name)),
  setDisabled: manage
    .input(z.strictObject({ personId, disabled: z.boolean() }))
    .mutation(({ ctx, input }) => setDisabled(ctx.db, ctx.scope, input.personId, input.disabled)),
  resetPassword: manage
    .input(z.strictObject({ personId }))
    .mutation(({ ctx, input }) => resetPassword(ctx.db, ctx.scope, input.personId)),
  grant: manage
    .input(z.strictObject({ personId, grant }))
    .mutation(({ ctx, input }) => grantRole(ctx.db, ctx.scope, input.personId, input.grant)),
  endGrant: manage
    .input(z.strictObject({ grantId: z.int().positive() }))
    .mutation(({ ctx, input }) => endRole(ctx.db, ctx.scope, input.grantId)),
});
