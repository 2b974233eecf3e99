import { type Core, exclusively, isDamage, startAfresh } from "./core.ts";
import { load } from "./loader.ts";

/** Runs a reader; when the file turns out to be broken it is built anew from the record and the reader runs once more. */
export async function repairing<T>(core: Core, read: () => Promise<T>): Promise<T> {
  const { instance } = core;
  try {
    return await read();
  } catch (failure) {
    if (!isDamage(failure)) throw failure;
    await exclusively(core, async () => {
      // somebody else may have repaired it meanwhile
      if (core.instance === instance) await startAfresh(core);
    });
    await load(core);
    return read();
  }
}
