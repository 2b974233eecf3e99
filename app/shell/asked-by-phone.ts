import { headers } from "next/headers";

/** Whether a page is asked for by a phone, as far as a browser tells: a guess of its width until it can be measured. For server components only. */
export async function askedByPhone(): Promise<boolean> {
  const said = await headers();
  return said.get("sec-ch-ua-mobile") === "?1" || /Mobi/.test(said.get("user-agent") ?? "");
}
