import type { ReactNode } from "react";
import { BrandMark } from "../components/brand.tsx";
import { LanguageSwitch } from "../shell/language-switch.tsx";

/** The page before one is inside: one card, one heading, one button. */
export function DoorCard({
  brand,
  title,
  children,
}: {
  readonly brand: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <main
      id="content"
      className="mx-auto flex min-h-dvh w-full max-w-[432px] flex-col justify-center gap-6 px-4 py-10"
    >
      <div className="flex items-center gap-2 text-16 font-semibold">
        <BrandMark />
        <span className="grow">{brand}</span>
        <LanguageSwitch />
      </div>
      <div className="rounded-panel border border-line bg-surface p-6">
        <h1 className="mb-5 text-20 font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  );
}
