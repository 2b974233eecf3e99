import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Letter = { readonly to: string; readonly text: string };

/** A mail server that keeps what it is sent. */
export type Letterbox = {
  readonly url: string;
  readonly letters: Letter[];
  /** Refuses recipients by this SMTP code while it is set. */
  refusal: ((address: string) => number | undefined) | undefined;
  readonly close: () => Promise<void>;
};

/** Starts one on a free port; transport security is left to a real one. */
export async function openLetterbox(): Promise<Letterbox> {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: ({ address }, _session, done) => {
      const code = box.refusal?.(address);
      done(code === undefined ? null : Object.assign(new Error("no"), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        letters.push({ to, text: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  const box: Letterbox = {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refusal: undefined,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return box;
}
