import type { Database } from "#server/database/connection.ts";
import { type Env, env } from "#server/env.ts";
import { type IdentitySeal, identitySeal } from "#server/vault/identity-seal.ts";
import { type MailSender, mailSender } from "./mail-sender.ts";

/** What carrying out an order needs. */
export type MailingDesk = {
  readonly db: Database;
  readonly dataDir: string;
  /** Address owners reach, without a slash at its end. */
  readonly publicUrl: string;
  readonly seal: IdentitySeal;
  /** Undefined without a mail server. */
  readonly mail: MailSender | undefined;
  readonly now: () => Date;
};

/** The address owners reach: PUBLIC_URL, else this machine's own. */
export function ownersAddress({ PUBLIC_URL, PORT }: Pick<Env, "PUBLIC_URL" | "PORT">): string {
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}

function senderOf({ MAIL_FROM, SMTP_URL, ...rest }: Env): string {
  if (MAIL_FROM !== undefined) return MAIL_FROM;
  const user = decodeURIComponent(new URL(SMTP_URL ?? "smtp://localhost").username);
  return user.includes("@") ? user : `no-reply@${new URL(ownersAddress(rest)).hostname}`;
}

/** The desk of this process. */
export function mailingDesk(db: Database): MailingDesk {
  const settings = env();
  return {
    db,
    dataDir: settings.dataDir,
    publicUrl: ownersAddress(settings),
    seal: identitySeal(),
    mail: settings.SMTP_URL === undefined ? undefined : mailSender(settings.SMTP_URL, senderOf(settings)),
    now: () => new Date(),
  };
}
