import { randomUUID } from "node:crypto";
import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError, z } from "zod";
import { AppError, asAppError, type ErrorCode, statusOf } from "#server/app-error.ts";
import { log } from "#server/log.ts";
import type { Capability } from "#server/scope/capabilities.ts";
import { need } from "#server/scope/scope.ts";
import type { Context } from "./context.ts";

/** `whileViewing`: a change that is allowed while looking through another person's eyes. */
type Meta = { readonly whileViewing?: boolean };

/** What a client learns of a failure: never a stack, a query or a value it did not send. */
type ErrorFacts = {
  readonly code: ErrorCode | "internal";
  readonly details: Readonly<Record<string, unknown>>;
  /** Input fields and what is wrong with them. */
  readonly fields: Readonly<Record<string, readonly string[]>> | null;
};

const CODE_OF_STATUS: Readonly<Record<number, TRPCError["code"]>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  410: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "SERVICE_UNAVAILABLE",
};

const CODE_OF_TRPC: Readonly<Partial<Record<TRPCError["code"], ErrorCode>>> = {
  PARSE_ERROR: "bad_request",
  BAD_REQUEST: "bad_request",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "bad_request",
  UNSUPPORTED_MEDIA_TYPE: "bad_request",
  PAYLOAD_TOO_LARGE: "too_large",
};

function fieldsOf(error: ZodError): Record<string, readonly string[]> {
  const { fieldErrors, formErrors } = z.flattenError(error);
  return { ...fieldErrors, ...(formErrors.length > 0 ? { "": formErrors } : {}) };
}

function facts(error: TRPCError): { message: string; facts: ErrorFacts } {
  const known = asAppError(error.cause);
  if (known)
    return { message: known.message, facts: { code: known.code, details: known.details, fields: null } };
  if (error.cause instanceof ZodError)
    return {
      message: "The request has missing, wrong or unknown fields: correct those that are named.",
      facts: { code: "bad_request", details: {}, fields: fieldsOf(error.cause) },
    };
  const code = CODE_OF_TRPC[error.code];
  if (code)
    return {
      message: "There is nothing to answer this request.",
      facts: { code, details: {}, fields: null },
    };
  const id = randomUUID().slice(0, 8);
  log().error({ err: error.cause ?? error, id }, "procedure failed");
  return {
    message: `Something failed here; nothing that was confirmed is lost. Try again, or name ${id} to support.`,
    facts: { code: "internal", details: { id }, fields: null },
  };
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }) {
      const said = facts(error);
      const { httpStatus, path } = shape.data;
      return { code: shape.code, message: said.message, data: { httpStatus, path, ...said.facts } };
    },
  });

export const router = t.router;
export const callerFactory = t.createCallerFactory;

/** An input of nothing: even there, unknown fields are refused. */
export const nothing = z.strictObject({}).optional();

/** Turns an AppError into the HTTP status that belongs to it. */
const withStatus = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const known = asAppError(result.error.cause);
  if (!known) return result;
  const code = CODE_OF_STATUS[statusOf(known.code)] ?? "INTERNAL_SERVER_ERROR";
  throw new TRPCError({ code, message: known.message, cause: known });
});

/** Answers anybody. For what comes before signing in, nothing else. */
export const openProcedure = t.procedure.use(withStatus);

/** Answers whoever is signed in, also one who must change the password first. */
export const signedInProcedure = openProcedure.use(async ({ ctx, next, type, meta }) => {
  const who = await ctx.whoAsks();
  if (!who) throw new AppError("unauthenticated", "You are not signed in: sign in first.");
  if (type !== "query" && who.scope.viewedBy !== null && meta?.whileViewing !== true)
    throw new AppError(
      "forbidden",
      "You are looking through another person's eyes, so nothing can be changed: stop that first.",
    );
  return next({ ctx: who });
});

/** Answers whoever is signed in, with their scope. Every query of the product begins here. */
export const scopedProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  if (ctx.session.mustChangePassword && ctx.scope.viewedBy === null)
    throw new AppError(
      "forbidden",
      "Your password was given to you by somebody else: choose your own first.",
      {
        mustChangePassword: true,
      },
    );
  return next();
});

/** As `scopedProcedure`, for those whose roles include the capability. */
export function procedureFor(capability: Capability) {
  return scopedProcedure.use(({ ctx, next }) => {
    need(ctx.scope, capability);
    return next();
  });
}
