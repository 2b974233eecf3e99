import type { Command } from "./command.ts";

/** Every command of `ov`; each is loaded only when called. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  seed: async () => (await import("./commands/seed.ts")).seedCommand,
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand,
};
