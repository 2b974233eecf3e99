import { betterAuth } from "better-auth";
import type { Database } from "#server/database/connection.ts";
import { record } from "#server/database/connection.ts";
import { env } from "#server/env.ts";
import { processSingleton } from "#server/process-singleton.ts";
import { deriveKey } from "#server/secret.ts";
import { CLIENT_ADDRESS_HEADER } from "./network.ts";
import { PASSWORD_LENGTH } from "./password-rules.ts";
import { trustedOrigins } from "./same-origin.ts";

const HOUR = 60 * 60;

export type AuthOptions = { readonly secret: string; readonly publicUrl: string | undefined };

/**
 * better-auth over our tables: passwords (scrypt), sessions in the record, signed HttpOnly cookies. Nobody signs
 * up by themselves. Its own rate limit, which counts by address only, is off: see sign-in.ts.
 */
export function createAuth(db: Database, { secret, publicUrl }: AuthOptions) {
  return betterAuth({
    appName: "OwnerVoice",
    basePath: "/api/auth",
    baseURL: publicUrl,
    secret,
    database: { db, type: "postgres" },
    trustedOrigins: (request) => trustedOrigins(request?.headers, publicUrl),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    session: { expiresIn: 12 * HOUR, updateAge: HOUR / 4, freshAge: 0 },
    user: {
      additionalFields: {
        disabledAt: { type: "date", required: false, input: false },
        mustChangePassword: { type: "boolean", required: false, input: false, defaultValue: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const user = await db
              .selectFrom("user")
              .select("disabledAt")
              .where("id", "=", session.userId)
              .executeTakeFirst();
            return user !== undefined && user.disabledAt === null;
          },
        },
      },
    },
    advanced: {
      cookiePrefix: "ov",
      useSecureCookies: publicUrl?.startsWith("https://") ?? false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** The door keeper of this process. */
export function auth(): Promise<Auth> {
  return processSingleton("auth", async () => {
    const { db } = await record();
    return createAuth(db, {
      secret: deriveKey("auth:sessions:1").toString("hex"),
      publicUrl: env().PUBLIC_URL,
    });
  });
}
