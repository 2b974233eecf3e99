import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PASSWORD_LENGTH } from "#server/auth/password-rules.ts";
import { DoorCard } from "../../door/door-card.tsx";
import { SetupForm } from "../../door/setup-form.tsx";
import { pageWords } from "../../language/page-words.ts";
import { ask } from "../../trpc/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageWords();
  return { title: t("setup.title") };
}

export default async function SetupPage() {
  const { needed } = await (await ask()).setup.needed();
  if (!needed) redirect("/sign-in");
  const t = await pageWords();
  return (
    <DoorCard brand={t("brand.name")} title={t("setup.title")}>
      <SetupForm least={PASSWORD_LENGTH.least} />
    </DoorCard>
  );
}
