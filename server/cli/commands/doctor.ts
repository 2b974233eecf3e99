import { closeRecord } from "../../database/connection.ts";
import type { Finding } from "../../doctor/examination.ts";
import { EXAMINATIONS } from "../../doctor/examinations.ts";
import type { Command } from "../command.ts";

const SIGN = { ok: "✓", warning: "!", broken: "✗" } as const;

export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor",
  about: "looks at configuration, connections, versions, freshness and disk: green or a remedy",
  flags: [],
  run: async ({ say, result }) => {
    const findings: Finding[] = [];
    try {
      for (const examination of EXAMINATIONS) {
        const finding = await examination();
        findings.push(finding);
        say(`${SIGN[finding.state]} ${finding.what}: ${finding.says}`);
      }
    } finally {
      await closeRecord().catch(() => undefined);
    }
    result({ healthy: findings.every(({ state }) => state !== "broken"), findings });
    if (findings.some(({ state }) => state === "broken")) process.exitCode = 1;
  },
};
