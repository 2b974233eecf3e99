import fc from "fast-check";
import { expect, it } from "vitest";
import { DISPOSITION_MEANINGS, DISPOSITIONS, dispositionGroup } from "./disposition.ts";
import { type CaseHistory, finalDisposition, OPEN_OUTCOMES } from "./final-disposition.ts";

const history = (over: Partial<CaseHistory>): CaseHistory => ({
  contacts: [],
  begun: false,
  invited: "none",
  ...over,
});

it("takes the last contact that closed the case, whatever rang afterwards", () => {
  expect(finalDisposition(history({ contacts: ["no_answer", "refused", "unable", "no_answer"] }))).toBe(
    "unable",
  );
  expect(finalDisposition(history({ contacts: ["refused"], begun: true, invited: "sent" }))).toBe("refused");
});

it("reads open cases as the methodology does", () => {
  const group = (over: Partial<CaseHistory>, phase: "P" | "S" = "S") =>
    dispositionGroup(finalDisposition(history(over)), phase);
  expect(group({ begun: true, contacts: ["no_answer"], invited: "sent" })).toBe("R");
  expect(group({ contacts: ["wrong_number", "appointment", "no_answer"] })).toBe("NC");
  expect(group({ contacts: ["no_answer", "hung_up"] })).toBe("R");
  expect(group({ contacts: ["wrong_number"], invited: "failed" })).toBe("UO");
  expect(group({ contacts: ["locked"] })).toBe("UH");
  expect(group({ contacts: ["locked"], invited: "sent" })).toBe("NC");
  expect(group({ contacts: ["tenant"] })).toBe("O");
  expect(group({})).toBe("UH");
  expect(group({ invited: "sent" })).toBe("NC");
  expect([group({ contacts: ["vacant"] }), group({ contacts: ["vacant"] }, "P")]).toEqual(["NE", "NC"]);
});

it("knows an order for every outcome that leaves a case open, and only for those", () => {
  const open = DISPOSITIONS.filter((each) => !DISPOSITION_MEANINGS[each].closes);
  expect([...OPEN_OUTCOMES].toSorted()).toEqual(open.toSorted());
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...DISPOSITIONS)), fc.boolean(), (contacts, begun) => {
      const closed = contacts.some((each) => DISPOSITION_MEANINGS[each].closes);
      const found = finalDisposition({ contacts, begun, invited: "none" });
      expect(closed || found === "broken_off" || contacts.includes(found) || contacts.length === 0).toBe(
        true,
      );
    }),
  );
});
