import { headers } from "next/headers";

/** The nonce the answer's content policy asks of a script of ours. For server components only. */
export async function requestNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("content-security-policy") ?? "";
  return /'nonce-([^']+)'/.exec(policy)?.[1];
}
