import { expect, it } from "vitest";
import { readEmail } from "./email.ts";

it("reads an address however it was typed, and takes nothing else for one", () => {
  expect(readEmail("Wang.Wei@Example.COM")).toBe("wang.wei@example.com");
  expect(readEmail("　ｗｗ＠example.cn ")).toBe("ww@example.cn");
  expect(readEmail("mailto:<a+b@mail.example.cn>; b@example.cn")).toBe("a+b@mail.example.cn");
  expect(readEmail("无；ww@example.cn")).toBe("ww@example.cn");
  for (const none of ["", "12012345678", "ww@localhost", "a..b@example.cn", "@example.cn", "ww@-x.cn"])
    expect(readEmail(none)).toBeUndefined();
});
