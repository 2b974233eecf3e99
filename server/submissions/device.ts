import { randomBytes } from "node:crypto";
import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";

const NAME = "device";
const HALF_A_YEAR_S = 180 * 86_400;
const NAME_BYTES = 12;

/** Random bytes for the next names: asking for many at once costs a tenth. */
let spare = Buffer.alloc(0);

function randomName(): string {
  if (spare.length < NAME_BYTES) spare = randomBytes(256 * NAME_BYTES);
  const name = spare.toString("base64url", 0, NAME_BYTES);
  spare = spare.subarray(NAME_BYTES);
  return name;
}

/** The random name this browser was given at an earlier page, if any. */
export function deviceOf(request: FrontRequest): string | undefined {
  const value = cookie(request.headers.cookie, NAME);
  return value !== undefined && /^[A-Za-z0-9_-]{16}$/.test(value) ? value : undefined;
}

/** A cookie with a random name for a browser that has none; it says nothing but "the same browser". */
export function newDeviceCookie(secure: boolean): string {
  return `${NAME}=${randomName()}; Path=/s; Max-Age=${HALF_A_YEAR_S}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
