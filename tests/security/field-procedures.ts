import type { Procedure } from "./procedures.ts";

const NOWHERE = 987_654_321;

/** What is done around a wave in the field: writing to owners, watching, reviewing. */
export const FIELD_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "mailings.list": {
    kind: "query",
    needs: "waves.manage",
    input: ({ wave }) => ({ waveId: wave }),
    foreign: () => [{ waveId: NOWHERE }],
  },
  "mailings.preview": {
    kind: "query",
    needs: "waves.manage",
    foreign: () => [{ waveId: NOWHERE, kind: "invitation", channel: "sms" }],
  },
  "mailings.unsent": {
    kind: "query",
    needs: "waves.manage",
    input: () => ({ mailingId: NOWHERE }),
  },
  "mailings.plan": {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [
      {
        waveId: NOWHERE,
        kind: "invitation",
        channel: "sms",
        requestId: "6f2f6f6e-7b1e-4d53-9d0a-0d4c3c1f9a10",
      },
    ],
  },
  "mailings.cancel": { kind: "mutation", needs: "waves.manage", foreign: () => [{ mailingId: NOWHERE }] },
  "mailings.retry": { kind: "mutation", needs: "waves.manage", foreign: () => [{ mailingId: NOWHERE }] },
  "monitor.view": {
    kind: "query",
    needs: "readings.read",
    input: ({ wave }) => ({ waveId: wave }),
    foreign: ({ house, wave, everywhere }) => [
      { waveId: NOWHERE },
      { waveId: wave, unitId: NOWHERE },
      ...(everywhere ? [] : [{ waveId: wave, unitId: house.unit("RB") }]),
    ],
  },
};
