"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Failure } from "../trpc/failure.ts";
import { DemoAccounts } from "./demo-accounts.tsx";
import type { DemoDoor } from "./demo-door.ts";
import { postJson } from "./post-json.ts";
import { safeReturn } from "./safe-return.ts";

/** E-mail and password; in a demonstration also who one may be. */
export function SignInForm({
  next,
  demo,
}: {
  readonly next: string | undefined;
  readonly demo: DemoDoor | undefined;
}) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  function explain({ code, details }: Failure): string {
    if (code === "unauthenticated" || code === "bad_request") return t("wrong");
    if (code === "too_many_requests") {
      const seconds = details.retryAfterSeconds;
      return typeof seconds === "number"
        ? t("tooMany", { minutes: Math.ceil(seconds / 60) })
        : t("tooManySoon");
    }
    return t("failed");
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // what was typed before the script was there stands in the form alone
    const typed = new FormData(event.currentTarget);
    const [mail, secret] = [String(typed.get("email") ?? ""), String(typed.get("password") ?? "")];
    setEmail(mail);
    setPassword(secret);
    setBusy(true);
    const refused = await postJson("/api/auth/sign-in/email", { email: mail.trim(), password: secret });
    if (!refused) {
      location.assign(safeReturn(next));
      return;
    }
    setFailure(refused);
    setBusy(false);
  }

  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-4" method="post">
        <TextField
          label={t("email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t("password")}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {failure && (
          <p role="alert" className="text-13 text-danger">
            {explain(failure)}
          </p>
        )}
        <Button type="submit" kind="primary" size="touch" disabled={busy}>
          {t(busy ? "submitting" : "submit")}
        </Button>
      </form>
      {demo && (
        <DemoAccounts
          demo={demo}
          onChoose={(chosen) => {
            setEmail(chosen);
            setPassword(demo.password);
          }}
        />
      )}
    </>
  );
}
