"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { IntlProvider, type Messages } from "use-intl";
import { Toaster } from "../components/toaster.tsx";
import { AnswersProvider } from "../trpc/client.tsx";
import type { Language } from "./language.ts";

/** Words, address state, answers and messages for every screen. */
export function InterfaceProvider({
  language,
  messages,
  children,
}: {
  readonly language: Language;
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}) {
  return (
    <IntlProvider locale={language} messages={messages} timeZone="Asia/Shanghai">
      <NuqsAdapter>
        <AnswersProvider>
          <Toaster>{children}</Toaster>
        </AnswersProvider>
      </NuqsAdapter>
    </IntlProvider>
  );
}
