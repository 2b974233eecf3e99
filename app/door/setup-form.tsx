"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { postJson } from "./post-json.ts";
import { usePasswordWords } from "./use-password-words.ts";

/** Creates the first administrator for whoever can read the server's terminal, and signs them in. */
export function SetupForm({ least }: { readonly least: number }) {
  const t = useTranslations("setup");
  const auth = useTranslations("auth");
  const trpc = useTRPC();
  const passwordWords = usePasswordWords(least);
  const [form, setForm] = useState({ code: "", name: "", email: "", password: "" });
  const create = useMutation(
    trpc.setup.createAdministrator.mutationOptions({
      onSuccess: async () => {
        await postJson("/api/auth/sign-in/email", { email: form.email.trim(), password: form.password });
        location.assign("/");
      },
    }),
  );
  const failure = create.error ? failureOf(create.error) : undefined;
  const aboutPassword = failure ? passwordWords(failure.details) : undefined;

  function field(key: keyof typeof form) {
    return {
      name: key,
      required: true,
      value: form[key],
      onChange: (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value }),
    };
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ ...form, code: form.code.trim(), email: form.email.trim() });
  }

  function explain(): string | undefined {
    if (!failure || aboutPassword) return undefined;
    switch (failure.code) {
      case "conflict":
        return t("done");
      case "forbidden":
      case "unauthenticated":
        return t("wrongCode");
      case "too_many_requests":
        return auth("tooManySoon");
      default:
        return t("failed");
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" method="post">
      <p className="text-13 text-ink-2">{t("intro")}</p>
      <TextField label={t("code")} hint={t("codeHint")} autoComplete="one-time-code" {...field("code")} />
      <TextField label={t("name")} autoComplete="name" {...field("name")} />
      <TextField label={t("email")} type="email" autoComplete="username" {...field("email")} />
      <TextField
        label={t("password")}
        type="password"
        autoComplete="new-password"
        hint={t("passwordHint", { length: least })}
        error={aboutPassword}
        {...field("password")}
      />
      {explain() && (
        <p role="alert" className="text-13 text-danger">
          {explain()}
        </p>
      )}
      <Button type="submit" kind="primary" size="touch" disabled={create.isPending || create.isSuccess}>
        {t("submit")}
      </Button>
    </form>
  );
}
