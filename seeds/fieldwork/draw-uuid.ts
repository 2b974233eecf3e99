import type { Draw } from "../draw.ts";

/** A version-4 UUID from the stream, so that a seed gives the same keys again. */
export function drawUuid(draw: Draw): string {
  const words = Array.from({ length: 4 }, () =>
    (draw.integer(-0x80000000, 0x7fffffff) >>> 0).toString(16).padStart(8, "0"),
  ).join("");
  const variant = ((Number.parseInt(words.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const hex = `${words.slice(0, 12)}4${words.slice(13, 16)}${variant}${words.slice(17)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
