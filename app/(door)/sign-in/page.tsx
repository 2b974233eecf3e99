import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { demoDoor } from "../../door/demo-door.ts";
import { DoorCard } from "../../door/door-card.tsx";
import { safeReturn } from "../../door/safe-return.ts";
import { SignInForm } from "../../door/sign-in-form.tsx";
import { pageWords } from "../../language/page-words.ts";
import type { PageAddress } from "../../selection/page-address.ts";
import { whoIsThere } from "../../trpc/me.ts";
import { ask } from "../../trpc/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageWords();
  return { title: t("auth.signIn") };
}

export default async function SignInPage({ searchParams }: PageAddress) {
  const { next } = await searchParams;
  const wanted = typeof next === "string" ? next : undefined;
  if (await whoIsThere()) redirect(safeReturn(wanted));
  const { needed } = await (await ask()).setup.needed();
  if (needed) redirect("/setup");
  const t = await pageWords();
  return (
    <DoorCard brand={t("brand.name")} title={t("auth.signInTitle")}>
      <SignInForm next={wanted} demo={demoDoor()} />
    </DoorCard>
  );
}
