import { z } from "zod";
import { unitTree } from "#server/scope/unit-tree.ts";
import { SERVICE_PORT_LABELS, SERVICE_PORTS } from "#surveys/service-port.ts";
import { nothing, router, scopedProcedure } from "../procedures.ts";

export const organisationRouter = router({
  tree: scopedProcedure
    .input(z.strictObject({ wave: z.int().positive().optional() }).optional())
    .query(({ ctx, input }) => unitTree(ctx.db, ctx.scope, input?.wave)),
  ports: scopedProcedure
    .input(nothing)
    .query(() => SERVICE_PORTS.map((port) => ({ port, label: SERVICE_PORT_LABELS[port] }))),
});
