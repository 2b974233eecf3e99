import type { Metadata } from "next";
import { PASSWORD_LENGTH } from "#server/auth/password-rules.ts";
import { ChangePasswordForm } from "../../door/change-password-form.tsx";
import { DoorCard } from "../../door/door-card.tsx";
import { pageWords } from "../../language/page-words.ts";
import { mustBeSignedIn } from "../../trpc/me.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageWords();
  return { title: t("account.title") };
}

export default async function AccountPage() {
  const me = await mustBeSignedIn();
  const t = await pageWords();
  return (
    <DoorCard
      brand={t("brand.name")}
      title={t(me.mustChangePassword ? "account.mustTitle" : "account.title")}
    >
      <ChangePasswordForm least={PASSWORD_LENGTH.least} must={me.mustChangePassword} />
    </DoorCard>
  );
}
