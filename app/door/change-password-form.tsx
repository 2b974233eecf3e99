"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Failure } from "../trpc/failure.ts";
import { postJson } from "./post-json.ts";
import { usePasswordWords } from "./use-password-words.ts";

/** Changes one's own password. `must`: the present one was given by somebody else, so there is no way around. */
export function ChangePasswordForm({ least, must }: { readonly least: number; readonly must: boolean }) {
  const t = useTranslations("account");
  const auth = useTranslations("auth");
  const setup = useTranslations("setup");
  const state = useTranslations("state");
  const passwordWords = usePasswordWords(least);
  const [form, setForm] = useState({ current: "", chosen: "", repeated: "" });
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const differs = form.repeated !== "" && form.chosen !== form.repeated;
  const words = failure ? passwordWords(failure.details) : undefined;
  const wrongCurrent = failure?.code === "forbidden";

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.chosen !== form.repeated) return;
    setBusy(true);
    const refused = await postJson("/api/auth/change-password", {
      currentPassword: form.current,
      newPassword: form.chosen,
    });
    setBusy(false);
    setFailure(refused);
    setDone(refused === undefined);
  }

  if (done) {
    return (
      <div className="flex flex-col gap-4">
        <p role="status">{t("done")}</p>
        <Button asChild kind="primary" size="touch">
          <ScreenLink href="/">{state("toHome")}</ScreenLink>
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      {must && <p className="text-13 text-ink-2">{t("mustBody")}</p>}
      <TextField
        label={t("current")}
        type="password"
        autoComplete="current-password"
        required
        value={form.current}
        error={wrongCurrent ? words : undefined}
        onChange={(event) => setForm({ ...form, current: event.target.value })}
      />
      <TextField
        label={t("new")}
        type="password"
        autoComplete="new-password"
        required
        hint={setup("passwordHint", { length: least })}
        value={form.chosen}
        error={wrongCurrent ? undefined : words}
        onChange={(event) => setForm({ ...form, chosen: event.target.value })}
      />
      <TextField
        label={t("repeat")}
        type="password"
        autoComplete="new-password"
        required
        value={form.repeated}
        error={differs ? t("differs") : undefined}
        onChange={(event) => setForm({ ...form, repeated: event.target.value })}
      />
      {failure && !words && (
        <p role="alert" className="text-13 text-danger">
          {failure.code === "too_many_requests" ? auth("tooManySoon") : t("failed")}
        </p>
      )}
      <Button type="submit" kind="primary" size="touch" disabled={busy || differs}>
        {t("submit")}
      </Button>
      {!must && (
        <ScreenLink
          href="/"
          className="target-44 inline-flex items-center justify-center text-13 text-accent hover:underline"
        >
          {state("toHome")}
        </ScreenLink>
      )}
    </form>
  );
}
