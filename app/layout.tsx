import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { createTranslator } from "use-intl/core";
import "./globals.css";
import { InterfaceProvider } from "./language/interface-provider.tsx";
import { allMessages, sharedMessages } from "./language/ready-messages.ts";
import { requestTaste } from "./language/request-language.ts";
import { ALIVE, keepEarlyPresses } from "./shell/early-presses.ts";
import { PageAlive } from "./shell/page-alive.tsx";
import { requestNonce } from "./shell/request-nonce.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await requestTaste();
  const t = createTranslator({ locale: language, messages: allMessages(language), namespace: "brand" });
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const { language, theme } = await requestTaste();
  return (
    <html lang={language} data-theme={theme}>
      <body>
        {/* browsers hide a nonce from whoever reads the document, React among them */}
        <script
          nonce={await requestNonce()}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: `(${keepEarlyPresses})(${JSON.stringify(ALIVE)})` }}
        />
        <InterfaceProvider language={language} messages={sharedMessages(language)}>
          {children}
        </InterfaceProvider>
        <PageAlive />
      </body>
    </html>
  );
}
