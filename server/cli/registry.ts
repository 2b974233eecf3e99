import type { Command } from "./command.ts";

/** Every command of `ov`; each is loaded only when called. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import("./commands/doctor.ts")).doctorCommand,
  seed: async () => (await import("./commands/seed.ts")).seedCommand,
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand,
  import: async () => (await import("./commands/import.ts")).importCommand,
  imports: async () => (await import("./commands/imports.ts")).importsCommand,
  verify: async () => (await import("./commands/verify.ts")).verifyCommand,
  keep: async () => (await import("./commands/keep.ts")).keepCommand,
  score: async () => (await import("./commands/score.ts")).scoreCommand,
  load: async () => (await import("./commands/load.ts")).loadCommand,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  sample: async () => (await import("./commands/sample.ts")).sampleCommand,
  invite: async () => (await import("./commands/invite.ts")).inviteCommand,
};
