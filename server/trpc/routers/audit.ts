import { auditQuery, listAudit } from "#server/audit/list-audit.ts";
import { procedureFor, router } from "../procedures.ts";

export const auditRouter = router({
  list: procedureFor("audit.read")
    .input(auditQuery)
    .query(({ ctx, input }) => listAudit(ctx.db, ctx.scope, input)),
});
