import { resolve } from "node:path";
import { z } from "zod";
import { AppError } from "./app-error.ts";

/** Whether a driver can read it: a port that exists, and signs in the password written as %23 and the like. */
function isReadableAddress(text: string): boolean {
  try {
    const { username, password, pathname } = new URL(text);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Everything the environment may say, with its defaults. The README's table is made from the same list. */
const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "must look like postgresql://user:password@host:5432/database")
    .refine(
      isReadableAddress,
      "must look like postgresql://user:password@host:5432/database, with a port up to 65535 and signs such as # @ / % in the password written as %23 %40 %2F %25",
    )
    .optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  PORT: z.coerce
    .number("must be a number such as 3000")
    .int("must be a whole number")
    .min(0, "must be 0 to 65535")
    .max(65_535, "must be 0 to 65535")
    .default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET: z
    .string()
    .min(32, "must have at least 32 characters; leave it out to have one generated")
    .optional(),
  /** Mail server for invitations by e-mail, with its login. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "must look like smtp://user:password@host:587 or smtps://…")
    .optional(),
  /** Sender of e-mails; made from SMTP_URL or PUBLIC_URL when left out. */
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, "must look like OwnerVoice <survey@example.com>")
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** Addresses or CIDR blocks of reverse proxies whose X-Forwarded-For is believed, comma-separated. */
  TRUST_PROXY: z
    .string()
    .regex(
      /^[0-9a-fA-F.:]+(\/\d{1,3})?(\s*,\s*[0-9a-fA-F.:]+(\/\d{1,3})?)*$/,
      "must list addresses such as 10.0.0.0/8,::1",
    )
    .optional(),
  /** Accepts the fictitious 120/100 numbers of demo data and shows the demo accounts. */
  DEMO: z.enum(["0", "1"]).default("0"),
});

export type Env = z.infer<typeof environment> & { readonly dataDir: string };

/** Reads and checks an environment. @throws AppError `bad_configuration` naming every variable that is wrong */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map((issue) => `${issue.path.join(".")} ${issue.message}`)
      .join("; ");
    throw new AppError(
      "bad_configuration",
      `The environment is not usable: ${problems}. Correct it and start again.`,
    );
  }
  return { ...parsed.data, dataDir: resolve(parsed.data.DATA_DIR) };
}

/**
 * Decides how this process and the libraries in it run; to be called before the environment is first read.
 * @param changes what the command line says, over what the environment says
 */
export function settleEnvironment(changes: Partial<Pick<Env, "NODE_ENV" | "DEMO">>): void {
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV || "production" }, changes);
}

let current: Env | undefined;

/** The environment of this process, read once. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
