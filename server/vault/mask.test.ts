import { expect, it } from "vitest";
import { maskName, maskPhone } from "./mask.ts";

it("leaves the ends of a phone and the first character of a name", () => {
  expect(maskPhone("12012345678")).toBe("120****5678");
  expect(maskPhone("+86 120 1234 5678")).toBe("861****5678");
  expect(maskPhone("8888")).toBe("****");
  expect(maskName("欧阳新雅")).toBe("欧***");
  expect(maskName("𫘧天")).toBe("𫘧*");
});
