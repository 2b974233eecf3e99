import nodemailer from "nodemailer";

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one presses once and is never written to again. */
  readonly optOut: string;
};

/**
 * What the mail server said. refused: never again · later: nothing was taken, try again · unsure: the line broke at a
 * point where it may have been taken.
 */
export type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "refused" | "later" | "unsure"; readonly reason: string };

export type MailSender = {
  /** Whether the mail server answers and lets us in. */
  readonly ready: () => Promise<boolean>;
  readonly send: (mail: Mail) => Promise<MailOutcome>;
  readonly close: () => void;
};

type Failure = Error & { readonly responseCode?: number; readonly code?: string; readonly errno?: unknown };

/** Failures before a letter was handed over. */
const NOT_HANDED_OVER = new Set(["EDNS", "EAUTH", "ENOAUTH", "ETLS", "ECONFIG", "EPROXY"]);

function outcomeOf(failure: Failure): MailOutcome {
  const { responseCode, code } = failure;
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: "refused", reason: `smtp_${responseCode}` };
  if (responseCode !== undefined && responseCode >= 400)
    return { kind: "later", reason: `smtp_${responseCode}` };
  if (code === "EENVELOPE" || code === "EMESSAGE") return { kind: "refused", reason: "address_unusable" };
  const refusedLine = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(failure.message);
  if (refusedLine || (code !== undefined && NOT_HANDED_OVER.has(code)))
    return { kind: "later", reason: "server_unreachable" };
  return { kind: "unsure", reason: "line_broke" };
}

/**
 * Sends mail through the server of SMTP_URL over a few kept connections. Nothing is read from files or fetched from
 * addresses for it.
 * @param from sender with name, e.g. "业主之声 <survey@example.com>"
 */
export function mailSender(url: string, from: string): MailSender {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async ready() {
      try {
        await transport.verify();
        return true;
      } catch {
        return false;
      }
    },
    async send({ to, subject, text, html, optOut }) {
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          text,
          html,
          headers: {
            "List-Unsubscribe": `<${optOut}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
          },
        });
        return { kind: "sent" };
      } catch (failure) {
        return outcomeOf(failure as Failure);
      }
    },
    close: () => transport.close(),
  };
}
