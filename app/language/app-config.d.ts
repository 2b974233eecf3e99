import type zh from "../messages/zh-CN.json";
import type { Language } from "./language.ts";

// Keys of messages are checked against the master file. The library asks for an interface to merge with.
declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: typeof zh;
  }
}
