import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "../shell/shell.tsx";
import { mustBeSignedIn } from "../trpc/me.ts";

export default async function StaffLayout({ children }: { readonly children: ReactNode }) {
  const me = await mustBeSignedIn();
  if (me.mustChangePassword && me.viewingAs === null) redirect("/account");
  return <Shell me={me}>{children}</Shell>;
}
