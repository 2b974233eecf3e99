import { randomBytes } from "node:crypto";
import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";

const NAME = "device";
const HALF_A_YEAR_S = 180 * 86_400;

/** The random name this browser was given at an earlier page, if any. */
export function deviceOf(request: FrontRequest): string | undefined {
  const value = cookie(request.headers.cookie, NAME);
  return value !== undefined && /^[A-Za-z0-9_-]{16}$/.test(value) ? value : undefined;
}

/** A cookie with a random name for a browser that has none; it says nothing but "the same browser". */
export function newDeviceCookie(secure: boolean): string {
  const value = randomBytes(12).toString("base64url");
  return `${NAME}=${value}; Path=/s; Max-Age=${HALF_A_YEAR_S}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
