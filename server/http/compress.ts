import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FrontRequest, Reply } from "./exchange.ts";

export type Encoding = "br" | "gzip" | undefined;

/** Below this a header costs more than the encoding saves. */
const WORTH_BYTES = 600;

/** The best encoding the client takes and we offer. */
export function acceptedEncoding(request: FrontRequest): Encoding {
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const takes = (name: string) =>
    accepted.split(",").some((part) => {
      const [coding = "", weight] = part.trim().split(";");
      return coding.trim() === name && !/^\s*q=0(\.0*)?$/.test(weight ?? "");
    });
  return takes("br") ? "br" : takes("gzip") ? "gzip" : undefined;
}

/** @param effort 1 for a page made for one person, 9 for one that is sent to many */
export async function compress(body: string, encoding: Encoding, effort: 1 | 9): Promise<Buffer> {
  const bytes = Buffer.from(body);
  if (encoding === "gzip") return promisify(gzip)(bytes, { level: effort === 9 ? 9 : 5 });
  if (encoding === "br") {
    const params = {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: effort === 9 ? 9 : 4,
    };
    return promisify(brotliCompress)(bytes, { params });
  }
  return bytes;
}

/** A page as the client wants it: compressed, kept by nobody. */
export async function pageReply(
  request: FrontRequest,
  status: number,
  page: string,
  headers: Reply["headers"],
): Promise<Reply> {
  const encoding = page.length > WORTH_BYTES ? acceptedEncoding(request) : undefined;
  const body = await compress(page, encoding, 1);
  return { status, headers: { ...headers, ...(encoding && { "Content-Encoding": encoding }) }, body };
}
