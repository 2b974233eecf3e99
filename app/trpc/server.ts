import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache } from "react";
import { processContext } from "#server/trpc/context.ts";
import { appRouter, createCaller } from "#server/trpc/router.ts";
import { patientClient } from "./patient-client.ts";
import { createQueryClient } from "./query-client.ts";

/* For server components only: the same procedures, asked in this process, with the rights of whoever asks. */

const context = cache(async () => processContext(new Headers(await headers())));

/** A page that shows nothing for longer is taken for broken. */
const PATIENCE_MS = 5_000;

/** Answers gathered for the page being made. */
export const pageAnswers = cache(() => patientClient(createQueryClient(), PATIENCE_MS));

export const questions = createTRPCOptionsProxy({
  ctx: context,
  router: appRouter,
  queryClient: pageAnswers,
});

/** Procedures as plain functions; a failure is thrown. */
export const ask = cache(async () => createCaller(await context()));
