import { describe, expect, it } from "vitest";
import { safeReturn } from "./safe-return.ts";

describe("safeReturn", () => {
  it("keeps a page of ours with its filters", () => {
    expect(safeReturn("/indicators?unit=3&d=D4~12")).toBe("/indicators?unit=3&d=D4~12");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/x",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    undefined,
    null,
    "/\t/evil.example",
  ])("does not lead to another site: %j", (next) => {
    expect(safeReturn(next)).toBe("/");
  });

  it("drops the mark by which parts of a page are asked for", () => {
    expect(safeReturn("/waves?wave=3&_rsc=1x2y")).toBe("/waves?wave=3");
  });

  it("does not lead into the programming interface", () => {
    expect(safeReturn("/api/trpc/me.get")).toBe("/");
  });
});
