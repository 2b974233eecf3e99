/**
 * The header in which the HTTP front names the client's address. The front overwrites whatever a client sent
 * under this name, so behind the front it can be believed.
 */
export const CLIENT_ADDRESS_HEADER = "x-ov-client-address";

/** The network a request comes from (`networkOfAddress`); "unknown" where nobody said. */
export function networkOf(headers: Headers): string {
  const address = headers.get(CLIENT_ADDRESS_HEADER)?.trim() ?? "";
  return address === "" ? "unknown" : networkOfAddress(address);
}

/** The network of an address: the IPv4 address, or the /64 of an IPv6 address, which is one household's or office's. Of a network it is the network. */
export function networkOfAddress(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::", 2);
  const front = head === "" ? [] : head.split(":");
  const back = address.includes("::") && tail !== "" ? tail.split(":") : [];
  const groups = address.includes("::")
    ? [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back]
    : front;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
