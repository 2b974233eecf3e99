import { hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "./app-error.ts";
import { env } from "./env.ts";

const FILE = "secret";

function isCode(failure: unknown, ...codes: readonly string[]): boolean {
  return failure instanceof Error && "code" in failure && codes.includes(String(failure.code));
}

function read(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (failure) {
    if (isCode(failure, "ENOENT", "ENOTDIR")) return undefined;
    throw failure;
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new AppError(
      "bad_configuration",
      `The installation secret in ${path} is damaged: restore that file from a backup, or set SECRET; without it sealed identities cannot be read and links sent open nothing.`,
    );
  }
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return Buffer.from(text, "hex");
}

/** A link appears whole or not at all, and never replaces one that is already there. */
function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (failure) {
    if (!isCode(failure, "EEXIST")) throw failure;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes a new secret; when another process was faster, its secret is the one. */
function generate(dataDir: string): Buffer {
  const path = join(dataDir, FILE);
  try {
    mkdirSync(dataDir, { recursive: true });
    const draft = join(dataDir, `.${FILE}-${randomUUID()}`);
    writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flush: true });
    publish(draft, path);
  } catch (failure) {
    throw new AppError(
      "data_folder_unusable",
      `The data folder ${dataDir} cannot hold the installation secret: make it writable for this user, or set DATA_DIR or SECRET.`,
      {},
      failure,
    );
  }
  const secret = read(path);
  if (!secret) throw new Error(`${path} vanished while it was being written`);
  return secret;
}

/**
 * The secret all keys of this installation come from: SECRET, or 32 random bytes which the first start writes to
 * `secret` in the data folder (0600). Losing it loses the sealed identities and closes all links sent; a backup of the
 * record must hold it apart.
 * @throws AppError `bad_configuration` when the file is damaged, `data_folder_unusable` when it cannot be written
 */
export function installationSecret(
  from: { readonly SECRET?: string | undefined; readonly dataDir: string } = env(),
): Buffer {
  if (from.SECRET !== undefined) return Buffer.from(from.SECRET, "utf8");
  return read(join(from.dataDir, FILE)) ?? generate(from.dataDir);
}

/**
 * A 32-byte key for one purpose, by HKDF-SHA-256 (RFC 5869) from the installation secret. Keys of different purposes
 * tell nothing about each other or about the secret.
 * @param purpose fixed words that name the use, e.g. "vault:phone-match:1"; changing them changes the key
 */
export function deriveKey(purpose: string, secret: Buffer = installationSecret()): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "ownervoice", purpose, 32));
}
