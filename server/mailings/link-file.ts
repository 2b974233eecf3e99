import { createReadStream, createWriteStream, type ReadStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#server/app-error.ts";
import type { IdentitySeal } from "#server/vault/identity-seal.ts";

/** A link with what a vendor or a printer needs beside it. */
export type MadeLink = {
  readonly code: string;
  readonly link: string;
  readonly project: string;
  readonly phase: string;
  readonly lastDay: string;
};

function placeOf(dataDir: string, mailingId: number): string {
  return join(dataDir, "links", `${mailingId}.sealed`);
}

/**
 * Keeps the links of an order for as long as it takes to fetch them: sealed line by line, readable by the server alone.
 * The record keeps hashes only. The file is whole or not there.
 * @returns how many lines
 */
export async function keepLinks(
  dataDir: string,
  mailingId: number,
  links: AsyncIterable<MadeLink>,
  seal: IdentitySeal,
): Promise<number> {
  const target = placeOf(dataDir, mailingId);
  const draft = `${target}.part`;
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const link of links) {
      count += 1;
      yield `${seal.seal(JSON.stringify(link)).toString("base64")}\n`;
    }
  }
  try {
    await mkdir(join(dataDir, "links"), { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(lines()), createWriteStream(draft, { mode: 0o600, flush: true }));
    await rename(draft, target);
    return count;
  } catch (failure) {
    await rm(draft, { force: true });
    throw failure;
  }
}

/** Reads kept links in their order. @throws AppError `gone` when they are no longer kept */
export async function openedLinks(
  dataDir: string,
  mailingId: number,
  seal: IdentitySeal,
): Promise<AsyncGenerator<MadeLink>> {
  const file = createReadStream(placeOf(dataDir, mailingId));
  await new Promise<void>((resolve, reject) => {
    file.once("open", () => resolve());
    file.once("error", (cause) =>
      reject(
        new AppError(
          "gone",
          "The links of this order are no longer kept: take it back and make new ones for whoever has not answered.",
          {},
          cause,
        ),
      ),
    );
  });
  return linksOf(file, seal);
}

async function* linksOf(file: ReadStream, seal: IdentitySeal): AsyncGenerator<MadeLink> {
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== "") yield JSON.parse(seal.open(Buffer.from(line, "base64"))) as MadeLink;
  } finally {
    file.destroy();
  }
}

/** The orders whose links are kept and can be fetched. */
export async function keptOrders(dataDir: string): Promise<ReadonlySet<number>> {
  const names = await readdir(join(dataDir, "links")).catch(() => []);
  return new Set(
    names.flatMap((name) => {
      const id = Number(/^(\d+)\.sealed$/.exec(name)?.[1]);
      return Number.isInteger(id) ? [id] : [];
    }),
  );
}

/** Forgets the links of an order; they still work for whoever has one. */
export async function forgetLinks(dataDir: string, mailingId: number): Promise<void> {
  await rm(placeOf(dataDir, mailingId), { force: true });
}
