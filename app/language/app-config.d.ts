import type { AllMessages } from "../messages/registry.ts";
import type { Language } from "./language.ts";

// Keys of messages are checked against the master files. The library asks for an interface to merge with.
declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: AllMessages;
  }
}
