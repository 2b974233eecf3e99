import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { decideApart, giveProtector } from "./decide-apart.ts";
import { packRelations, unpackRelations } from "./packed-relations.ts";
import { decideTask, type ProtectionTask } from "./protection-task.ts";
import { startProtector } from "./protector.ts";

const UNITS = 60;
const CUTS = 50;

/** A table of units by a cut, its rows and columns summed up, with few answers here and there. */
function task(seed: number): ProtectionTask {
  const at = (unit: number, cut: number) => unit * (CUTS + 1) + cut;
  const n = new Float64Array((UNITS + 1) * (CUTS + 1));
  const relations: CellRelation[] = [];
  for (let unit = 0; unit < UNITS; unit++)
    for (let cut = 0; cut < CUTS; cut++) n[at(unit, cut)] = (seed * (1 + unit) * (7 + 3 * cut)) % 37;
  for (let unit = 0; unit < UNITS; unit++) {
    const parts = Array.from({ length: CUTS }, (_, cut) => at(unit, cut));
    n[at(unit, CUTS)] = parts.reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
    relations.push({ whole: at(unit, CUTS), parts, additive: true, system: "rows" });
  }
  for (let cut = 0; cut <= CUTS; cut++) {
    const parts = Array.from({ length: UNITS }, (_, unit) => at(unit, cut));
    n[at(UNITS, cut)] = parts.reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
    relations.push({ whole: at(UNITS, cut), parts, additive: true, system: "rows" });
  }
  const none = () => [new Float64Array(0), new Float64Array(0)] as const;
  return {
    n,
    owners: n,
    cost: n,
    relations,
    rule: { floor: 5, minimum: 10 },
    before: Array.from(n, () => "shown"),
    mayFollow: new Uint8Array(n.length),
    untold: false,
    earlier: { first: n.length, unseen: { values: none(), counts: none(), together: none() } },
    salt: seed,
  };
}

describe("relations that were packed", () => {
  it("say the same when they are unpacked", () => {
    const cell = fc.nat(9_999);
    const members = fc.array(fc.tuple(cell, fc.double({ noNaN: true })), { maxLength: 5 });
    const relation = fc
      .record({ whole: cell, members, additive: fc.boolean(), fails: fc.boolean(), system: fc.string() })
      .map(
        ({ whole, members: of, additive, fails, system }): CellRelation => ({
          whole,
          parts: of.map(([part]) => part),
          additive,
          system,
          ...(fails && { holds: false }),
          ...(!additive && { weights: of.map(([, weight]) => weight) }),
        }),
      );
    fc.assert(
      fc.property(fc.array(relation, { maxLength: 8 }), (relations) => {
        expect(unpackRelations(packRelations(relations))).toEqual(relations);
      }),
    );
  });
});

describe("a thread that decides what is hidden", () => {
  const protector = startProtector();
  afterAll(() => protector.end());

  it("decides as this one does, several at once", async () => {
    const tasks = [3, 5, 11].map(task);
    const apart = await Promise.all(tasks.map(protector.decide));
    expect(apart).toEqual(tasks.map(decideTask));
    expect(apart[0]?.protections).toContain("hidden");
  });

  it("lets this one go on meanwhile", async () => {
    const order: string[] = [];
    const decided = protector.decide(task(13)).then(() => order.push("decided"));
    await new Promise<void>((done) => setTimeout(done, 1));
    order.push("went on");
    await decided;
    expect(order).toEqual(["went on", "decided"]);
  });

  it("tells what went wrong, and goes on with the next", async () => {
    const broken = { ...task(3), rule: undefined as unknown as ProtectionTask["rule"] };
    await expect(protector.decide(broken)).rejects.toThrow();
    await expect(protector.decide(task(3))).resolves.toEqual(decideTask(task(3)));
  });

  it("is given large tables alone", async () => {
    const given: number[] = [];
    giveProtector({
      decide: (each) => {
        given.push(each.n.length);
        return Promise.resolve(decideTask(each));
      },
      end: () => Promise.resolve(),
    });
    const small = { ...task(3), relations: [], n: new Float64Array(10) };
    await decideApart(small);
    await decideApart(task(3));
    expect(given).toEqual([task(3).n.length]);
  });

  it("fails what it has not answered when it ends, and starts again when it is asked", async () => {
    const ending = startProtector();
    const asked = expect(ending.decide(task(17))).rejects.toThrow("stopping");
    await ending.end();
    await asked;
    await expect(ending.decide(task(3))).resolves.toBeDefined();
    await ending.end();
  });
});
