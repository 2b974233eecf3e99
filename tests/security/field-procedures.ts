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
  "mailings.phoneOrders": { kind: "query", needs: "vault.reveal" },
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
  "quality.counts": ofWave("waves.manage"),
  "quality.queue": { ...ofWave("waves.manage"), foreign: () => [] },
  "quality.screen": { kind: "mutation", needs: "waves.manage", foreign: () => [{ waveId: NOWHERE }] },
  "quality.judge": judged({ verdict: "keep", reason: "looked at it" }),
  "quality.judgeSeveral": {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [
      {
        responseIds: ["00000000-0000-4000-8000-000000000000"],
        verdict: "keep",
        reason: "looked at them",
      },
    ],
  },
  "quality.undo": judged({}),
  "quality.proposeVoid": judged({ reason: "looked at it" }),
  "quality.withdrawVoid": { kind: "mutation", needs: "waves.manage", foreign: () => [{ reviewId: NOWHERE }] },
  "quality.decideVoid": {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [{ reviewId: NOWHERE, confirm: true }],
  },
  "quality.effect": { kind: "query", needs: "waves.manage", foreign: () => [{ waveId: NOWHERE }] },
  "erasures.list": { kind: "query", needs: "vault.erase", input: () => undefined },
  "erasures.plan": { kind: "query", needs: "vault.erase", input: () => undefined },
  "erasures.find": {
    kind: "mutation",
    needs: "vault.erase",
    input: () => ({ by: "home", text: "NO-SUCH-HOME" }),
  },
  "erasures.record": {
    kind: "mutation",
    needs: "vault.erase",
    foreign: () => [
      { target: { ownerId: "00000000-0000-4000-8000-000000000000" }, channel: "phone" },
      { target: { respondentKey: "00000000-0000-4000-8000-000000000000" }, channel: "letter" },
    ],
  },
  "erasures.drop": {
    kind: "mutation",
    needs: "vault.erase",
    foreign: () => [{ requestId: NOWHERE, reason: "twice" }],
  },
  "erasures.preview": { kind: "query", needs: "vault.erase", foreign: () => [{ requestId: NOWHERE }] },
  "erasures.erase": {
    kind: "mutation",
    needs: "vault.erase",
    foreign: () => [{ requestId: NOWHERE, seen: "0", confirm: "SC-000001" }],
  },
  "erasures.certificate": { kind: "query", needs: "vault.erase", foreign: () => [{ id: NOWHERE }] },
  "followups.list": { kind: "query", needs: "callbacks.work", input: () => ({ handled: false }) },
  "followups.open": {
    kind: "mutation",
    needs: "callbacks.work",
    foreign: () => [{ responseId: "00000000-0000-4000-8000-000000000000", reason: "call" }],
  },
  "followups.handle": {
    kind: "mutation",
    needs: "callbacks.work",
    foreign: () => [{ responseId: "00000000-0000-4000-8000-000000000000", outcome: "settled" }],
  },
  "quality.interference": ofWave("waves.manage"),
  "quality.interviewers": ofWave("waves.manage"),
  "quality.grades": ofWave("readings.read"),
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

function ofWave(needs: "waves.manage" | "readings.read"): Procedure {
  return {
    kind: "query",
    needs,
    input: ({ wave }) => ({ waveId: wave }),
    foreign: () => [{ waveId: NOWHERE }],
  };
}

function judged(more: Readonly<Record<string, string>>): Procedure {
  return {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [{ responseId: "00000000-0000-4000-8000-000000000000", ...more }],
  };
}
