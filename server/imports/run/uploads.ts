import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../app-error.ts";
import { deriveKey } from "../../secret.ts";

const NONCE = 12;
const TAG = 16;

export type FileIdentity = { readonly hash: Buffer; readonly bytes: number };

/** What a file is, whatever it is called: SHA-256 and length. */
export async function identifyFile(path: string): Promise<FileIdentity> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
    return { hash: hash.digest(), bytes: (await stat(path)).size };
  } catch (cause) {
    throw new AppError(
      "not_found",
      `The file ${path} cannot be read: check its name and that this user may read it.`,
      {},
      cause,
    );
  }
}

function placeOf(dataDir: string, hash: Buffer): string {
  return join(dataDir, "uploads", `${hash.toString("hex")}.sealed`);
}

/**
 * Keeps an imported file beside the record, named by its content and encrypted: it holds names, phones and the very
 * columns the import drops.
 * @returns its path below the data folder
 */
export async function keepUpload(dataDir: string, path: string, hash: Buffer): Promise<string> {
  const target = placeOf(dataDir, hash);
  const draft = `${target}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(join(dataDir, "uploads"), { recursive: true, mode: 0o700 });
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv("aes-256-gcm", deriveKey("upload:1"), nonce);
    const out = createWriteStream(draft, { mode: 0o600, flush: true });
    out.write(nonce);
    await pipeline(createReadStream(path), cipher, out, { end: true });
    const file = await open(draft, "a");
    await file.write(cipher.getAuthTag());
    await file.sync();
    await file.close();
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new AppError(
      "data_folder_unusable",
      `The file cannot be kept in ${dataDir}: make the folder writable and leave room on its disk.`,
      {},
      cause,
    );
  }
  return join("uploads", `${hash.toString("hex")}.sealed`);
}

/** Writes a kept file in clear to `target`, for a look at what was imported. @throws AppError when it is gone or was changed */
export async function openUpload(dataDir: string, uploadPath: string, target: string): Promise<void> {
  const source = join(dataDir, uploadPath);
  const file = await open(source).catch((cause: unknown) => {
    throw new AppError("not_found", "The imported file is no longer kept.", {}, cause);
  });
  try {
    const { size } = await file.stat();
    const nonce = Buffer.alloc(NONCE);
    const tag = Buffer.alloc(TAG);
    await file.read(nonce, 0, NONCE, 0);
    await file.read(tag, 0, TAG, size - TAG);
    const decipher = createDecipheriv("aes-256-gcm", deriveKey("upload:1"), nonce, {
      authTagLength: TAG,
    }).setAuthTag(tag);
    await pipeline(
      createReadStream(source, { start: NONCE, end: size - TAG - 1 }),
      decipher,
      createWriteStream(target, { mode: 0o600 }),
    );
  } catch (cause) {
    await rm(target, { force: true });
    throw new AppError(
      "file_unreadable",
      "The kept file does not open with this installation's secret, or was changed.",
      {},
      cause,
    );
  } finally {
    await file.close();
  }
}

/** Forgets a kept file. */
export async function forgetUpload(dataDir: string, uploadPath: string): Promise<void> {
  await rm(join(dataDir, uploadPath), { force: true });
}
