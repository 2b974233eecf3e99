import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { CLIENT_ADDRESS_HEADER } from "../auth/network.ts";
import { clientAddress, isFromProxy } from "./client-address.ts";

/** Said by proxies; from anybody else it is hearsay. */
const PROXY_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
];

/** Tells the pages who the client is: our word replaces whatever the client wrote under the same names. */
export function nameClient(request: IncomingMessage, proxies: BlockList): void {
  request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(request, proxies);
  if (!isFromProxy(request, proxies)) for (const name of PROXY_HEADERS) delete request.headers[name];
}
