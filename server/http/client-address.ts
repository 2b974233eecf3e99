import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

/** The proxies that are believed, from a list such as "10.0.0.0/8,::1". */
export function trustedProxies(list: string | undefined): BlockList {
  const trusted = new BlockList();
  for (const entry of (list ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return trusted;
}

/** Whether the request comes straight from a trusted proxy. */
export function isFromProxy(request: IncomingMessage, trusted: BlockList): boolean {
  return isTrusted(plain(request.socket.remoteAddress ?? ""), trusted);
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 6 ? "ipv6" : "ipv4");
}

/**
 * The client's address: the peer's, or, where the peer is a trusted proxy, the last address in X-Forwarded-For
 * that is not one. What an untrusted client writes into the header is never believed.
 */
export function clientAddress(request: IncomingMessage, trusted: BlockList): string {
  let address = plain(request.socket.remoteAddress ?? "");
  const forwarded = request.headers["x-forwarded-for"];
  if (forwarded === undefined || !isTrusted(address, trusted)) return address;
  const hops = String(forwarded)
    .split(",")
    .map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    if (isIP(hop) === 0) break;
    address = hop;
    if (!isTrusted(hop, trusted)) break;
  }
  return address;
}
