import { describe, expect, it } from "vitest";
import { passwordProblems } from "./password-rules.ts";

const EMAIL = "chen.lan@example.cn";

describe("password rules", () => {
  it.each([
    "临江序的银杏黄了真好看又一年",
    "correct horse battery staple",
    "Kv7#qmT2xLp9w",
    "Teich-Lampe-Koffer",
  ])("accepts %s", (password) => expect(passwordProblems(password, EMAIL)).toEqual([]));

  it.each([
    "password1234",
    "P@ssw0rd2026!",
    "123456789012",
    "aaaaaaaaaaaa",
    "qwertyuiop123",
    "woaini5201314",
    "Admin123456!",
    "abcdefghijkl",
    "abcxabcxabcx",
    "1q2w1q2w1q2w",
    "000000000000",
    "OwnerVoice2026",
    "yezhuzhisheng8",
    "Welcome12345",
  ])("refuses %s as one that is tried first", (password) =>
    expect(passwordProblems(password, EMAIL)).toEqual(["too-common"]),
  );

  it("asks for twelve characters, counted as people count them", () => {
    expect(passwordProblems("Kv7#qmT2xLp", EMAIL)).toEqual(["too-short"]);
    expect(passwordProblems("银杏黄了🍂真好看又一年", EMAIL)).toEqual(["too-short"]);
    expect(passwordProblems("x7".repeat(65), EMAIL)).toContain("too-long");
  });

  it("refuses the e-mail address and its name with a little added", () => {
    expect(passwordProblems(EMAIL, EMAIL)).toEqual(["like-email"]);
    expect(passwordProblems("Chen.Lan20260101", EMAIL)).toEqual(["like-email"]);
  });
});
