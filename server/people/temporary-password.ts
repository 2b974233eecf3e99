import { randomInt } from "node:crypto";

/** Letters and digits that nobody mistakes for one another on paper or on the phone. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to be handed over once and changed at the first sign-in: 16 characters, about 79 bits. */
export function temporaryPassword(): string {
  const characters = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join("")).join("-");
}
