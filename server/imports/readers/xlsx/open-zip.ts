import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { AppError } from "../../../app-error.ts";
import { LIMITS } from "../sheet.ts";

const MAX_ENTRIES = 20_000;

export type Archive = {
  readonly has: (name: string) => boolean;
  readonly names: readonly string[];
  /** The text of an entry in pieces; never in memory as a whole. */
  readonly pieces: (name: string) => AsyncGenerator<string>;
  /** The whole text of an entry. @throws AppError `too_large` above `limit` bytes */
  readonly text: (name: string, limit?: number) => Promise<string>;
  readonly close: () => Promise<void>;
};

function damaged(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    "file_unreadable",
    `The workbook is damaged or incomplete (${reason}): open it in Excel or WPS, save it again and import that file.`,
    {},
    cause,
  );
}

function tooLarge(name: string, bytes: number): AppError {
  return new AppError(
    "too_large",
    `The workbook's part ${name} unpacks to ${Math.round(bytes / 2 ** 20)} MiB: no honest list is that large; split the file or save it as csv.`,
  );
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} parts`);
    entries.set(entry.fileName.replace(/^\/+/, ""), entry);
  }
  return entries;
}

/** Opens a workbook's zip archive. Sizes are checked before anything is unpacked, and again while it is. */
export async function openZip(path: string): Promise<Archive> {
  const zip = await yauzl
    .openPromise(path, { lazyEntries: true, autoClose: false })
    .catch((cause: unknown) => {
      throw damaged(cause);
    });
  const entries = await listEntries(zip).catch((cause: unknown) => {
    zip.close();
    throw damaged(cause);
  });

  async function open(name: string, limit: number): Promise<Readable> {
    const entry = entries.get(name);
    if (!entry) throw damaged(new Error(`part ${name} is missing`));
    if (entry.isEncrypted())
      throw new AppError(
        "file_unreadable",
        "The file is protected with a password: remove the password and import it again.",
      );
    if (entry.uncompressedSize > limit) throw tooLarge(name, entry.uncompressedSize);
    return zip.openReadStreamPromise(entry).catch((cause: unknown) => {
      throw damaged(cause);
    });
  }

  async function* pieces(name: string, limit: number = LIMITS.entryBytes): AsyncGenerator<string> {
    const stream = await open(name, limit);
    const decoder = new TextDecoder("utf-8");
    try {
      for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true });
      yield decoder.decode();
    } catch (cause) {
      throw cause instanceof AppError ? cause : damaged(cause);
    } finally {
      stream.destroy();
      await finished(stream).catch(() => undefined);
    }
  }

  return {
    has: (name) => entries.has(name),
    names: [...entries.keys()],
    pieces: (name) => pieces(name),
    text: async (name, limit = 32 * 2 ** 20) => {
      let text = "";
      for await (const piece of pieces(name, limit)) text += piece;
      return text;
    },
    close: async () => zip.close(),
  };
}
