import { useTranslations } from "use-intl";

const WORDS = {
  0: "offline",
  401: "signedOut",
  403: "forbidden",
  404: "missing",
  409: "tooEarly",
  410: "gone",
} as const;

/** Why a file was refused, in a sentence that says what to do. Takes the status. */
export function useRefusal(): (status: number) => string {
  const t = useTranslations("fileRefused");
  return (status) => t(status in WORDS ? WORDS[status as keyof typeof WORDS] : "failed");
}
