import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import { log } from "#server/log.ts";
import { processSingleton } from "#server/process-singleton.ts";

const [compress, expand] = [promisify(zstdCompress), promisify(zstdDecompress)];

/** What tables are made from: a wave, the rule it is read under, and everything else they depend on. */
export type KeptState = {
  readonly waveId: number;
  /** Names the rule. */
  readonly rule: string;
  /** Names the sums, the rule and the program, so that nothing else is ever taken for it: SHA-256 in hexadecimal digits. */
  readonly state: string;
};

/** Keeps tables of waves that no longer change on disk, so that a start need not decide them again. */
export type TableStore = {
  /** Names the program whose tables these are. */
  readonly program: string;
  /** What was kept under a name; undefined when nothing was, or it is not as it was written. */
  readonly read: (of: KeptState, name: string) => Promise<Buffer | undefined>;
  /** Whether something is kept under a name, in whatever state. */
  readonly has: (of: KeptState, name: string) => Promise<boolean>;
  /**
   * Keeps bytes in place of those there were, unless a later state of the rule has begun. What cannot be written is told in the log and not
   * kept.
   */
  readonly write: (of: KeptState, name: string, bytes: Buffer) => Promise<void>;
  /** To be told of every state before it is read: what was kept of an earlier one of the same rule is destroyed, and all else of the wave. */
  readonly begin: (of: KeptState) => Promise<void>;
  /** Destroys what is kept of all other waves. */
  readonly only: (waveIds: readonly number[]) => Promise<void>;
};

/** Rules a wave's tables are kept under: those in use, and a few that somebody looked through. */
const MOST_RULES = 4;

const SEAL_BYTES = 32;

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Appears whole or not at all. */
async function writeWhole(folder: string, name: string, parts: readonly Buffer[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  } catch (failure) {
    await rm(draft, { force: true });
    throw failure;
  }
}

/**
 * A store below a folder of its own. Every file is sealed with the installation's key under its place and name: one that is damaged, was
 * put there by somebody else, or belongs elsewhere is not read.
 * @param key 32 bytes
 * @param program names the program whose tables these are
 */
export function openTableStore(folder: string, key: Buffer, program: string): TableStore {
  const waveFolder = (waveId: number) => join(folder, `wave-${waveId}`);
  const ownName = ({ rule, state }: KeptState) => `${rule}-${state}`;
  const folderOf = (of: KeptState) => join(waveFolder(of.waveId), ownName(of));
  const fileName = (name: string) => `${name.replaceAll(/[^a-z_]+/g, "-") || "all"}.table`;
  const latest = new Map<string, string>();
  const sealOf = (of: KeptState, name: string, bytes: Buffer) =>
    createHmac("sha256", key)
      .update(JSON.stringify([of.waveId, of.rule, of.state, name]))
      .update(bytes)
      .digest();
  return {
    program,
    async read(of, name) {
      const path = join(folderOf(of), fileName(name));
      const found = await readFile(path).catch(() => undefined);
      if (found === undefined) return undefined;
      const [seal, bytes] = [found.subarray(0, SEAL_BYTES), found.subarray(SEAL_BYTES)];
      if (seal.length === SEAL_BYTES && timingSafeEqual(seal, sealOf(of, name, bytes))) return expand(bytes);
      log().warn({ path }, "a kept table is not as it was written: it is made again");
      await rm(path, { force: true });
      return undefined;
    },
    has: async (of, name) => (await namesIn(folderOf(of))).includes(fileName(name)),
    async write(of, name, bytes) {
      // what was begun before the answers changed may end after it: it must not come back
      const isLate = () => (latest.get(`${of.waveId} ${of.rule}`) ?? of.state) !== of.state;
      try {
        const small = await compress(bytes);
        if (isLate()) return;
        await writeWhole(folderOf(of), fileName(name), [sealOf(of, name, small), small]);
        if (isLate()) await rm(folderOf(of), { recursive: true, force: true });
      } catch (failure) {
        log().warn(
          { err: failure, folder },
          "a table could not be kept: it will be made again after a start",
        );
      }
    },
    async begin(of) {
      latest.set(`${of.waveId} ${of.rule}`, of.state);
      const own = waveFolder(of.waveId);
      const names = (await namesIn(own)).filter((name) => name !== ownName(of));
      const isOver = names.some((name) => name.startsWith(`${of.rule}-`));
      const ages = await Promise.all(
        names.map(async (name) => ({
          name,
          at: (await stat(join(own, name)).catch(() => undefined))?.mtimeMs ?? 0,
        })),
      );
      const young = ages.toSorted((a, b) => b.at - a.at).slice(0, MOST_RULES - 1);
      const stays = new Set(isOver ? [] : young.map(({ name }) => name));
      for (const name of names)
        if (!stays.has(name)) await rm(join(own, name), { recursive: true, force: true });
    },
    async only(waveIds) {
      const stays = new Set(waveIds.map((id) => `wave-${id}`));
      for (const name of await namesIn(folder))
        if (!stays.has(name)) await rm(join(folder, name), { recursive: true, force: true });
    },
  };
}

type Shelf = { store?: TableStore | undefined };

function shelf(): Shelf {
  return processSingleton<Shelf>("table-store", () => ({}));
}

/** Gives this process a store. Only the server's own start does so; without one nothing is kept beyond the process. */
export function giveTableStore(store: TableStore | undefined): void {
  shelf().store = store;
}

/** The store of this process, if it has one. */
export function tableStore(): TableStore | undefined {
  return shelf().store;
}
