"use client";

import type { ReactNode } from "react";
import { IntlProvider, type Messages, useLocale, useMessages } from "use-intl";

/** Adds words to those already there. */
export function AddedWords({
  words,
  children,
}: {
  readonly words: Partial<Messages>;
  readonly children: ReactNode;
}) {
  const locale = useLocale();
  const messages = { ...useMessages(), ...words };
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="Asia/Shanghai">
      {children}
    </IntlProvider>
  );
}
