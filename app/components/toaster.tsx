"use client";

import { Check, TriangleAlert, X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { Icon } from "./glyph.tsx";

type Message = {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "danger";
  readonly undo: (() => void) | undefined;
};

type Say = (text: string, tone?: Message["tone"], undo?: () => void) => void;

const ToastContext = createContext<Say>(() => undefined);

/**
 * Says one thing at the bottom left for six seconds; an error stays until it is put away. With `undo`, what was just
 * done can be taken back from there.
 */
export function useToast() {
  return useContext(ToastContext);
}

/** One message at a time: the next takes the place of the last. Nothing is drawn while there is none. */
export function Toaster({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("state");
  const [message, setMessage] = useState<Message>();
  const danger = message?.tone === "danger";
  return (
    <ToastContext
      value={(text, tone = "plain", undo) =>
        setMessage((last) => ({ id: (last?.id ?? 0) + 1, text, tone, undo }))
      }
    >
      {children}
      {message && (
        <Toast.Provider duration={6000} label={t("notification")}>
          <Toast.Root
            key={message.id}
            duration={danger ? Number.POSITIVE_INFINITY : 6000}
            type={danger ? "foreground" : "background"}
            onOpenChange={(open) => {
              if (!open) setMessage((last) => (last?.id === message.id ? undefined : last));
            }}
            className={classNames(
              "slide-in flex items-center gap-2.5 rounded-panel border px-4 py-3 text-13 shadow-2",
              danger
                ? "border-danger-line bg-danger-soft text-danger"
                : "border-transparent bg-ink text-canvas",
            )}
          >
            <Icon of={danger ? TriangleAlert : Check} />
            <Toast.Description className="grow">{message.text}</Toast.Description>
            {message.undo && (
              <Toast.Action
                altText={t("undo")}
                onClick={message.undo}
                className="target-44 h-6 rounded-ctl px-2 font-semibold whitespace-nowrap underline underline-offset-2 hover:bg-white/10"
              >
                {t("undo")}
              </Toast.Action>
            )}
            <Toast.Close
              aria-label={t("dismiss")}
              className="target-44 grid size-6 place-items-center rounded-ctl hover:bg-white/10"
            >
              <Icon of={X} size={14} />
            </Toast.Close>
          </Toast.Root>
          <Toast.Viewport className="fixed bottom-20 left-4 z-[60] w-[min(400px,calc(100vw-32px))] md:bottom-4 print:hidden" />
        </Toast.Provider>
      )}
    </ToastContext>
  );
}
