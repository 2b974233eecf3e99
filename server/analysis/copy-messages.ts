import type { Duplex } from "node:stream";

/** Takes a row of a COPY: the bytes of this memory from `from` to `to`, which are to be read at once. */
export type TakeRow = (memory: ArrayBufferLike, from: number, to: number) => void;

const DATA = 0x64;
/** A kind, and a length that counts itself. */
const HEAD_BYTES = 5;
const NOTHING = Buffer.alloc(0);

type Listener = (chunk: Buffer) => void;

/**
 * Stands between a connection and its driver while a COPY … TO STDOUT runs: takes the rows where the socket put them and
 * passes every other message on. The driver's own way makes three objects a row, which costs more than decoding it.
 * To be called when nothing is under way on the connection.
 * @returns what gives the connection back to the driver, once it says that the query has ended
 */
export function takeCopyMessages(stream: Duplex, takeRow: TakeRow): () => void {
  const driver = stream.listeners("data") as Listener[];
  let standing = true;
  /** The beginning of a message whose end is still to come. */
  let begun: Buffer = NOTHING;

  const pass = (bytes: Buffer) => {
    for (const listener of driver) listener.call(stream, bytes);
  };
  const hand = (bytes: Buffer, from: number, to: number) => {
    if (bytes[from] === DATA)
      takeRow(bytes.buffer, bytes.byteOffset + from + HEAD_BYTES, bytes.byteOffset + to);
    else pass(bytes.subarray(from, to));
  };
  /** Completes the message begun as far as the chunk goes. @returns how much of the chunk that took */
  const complete = (chunk: Buffer): number => {
    let used = 0;
    const upTo = (size: number) => {
      const part = chunk.subarray(used, used + Math.max(0, size - begun.length));
      begun = Buffer.concat([begun, part]);
      used += part.length;
      return begun.length >= size;
    };
    if (upTo(HEAD_BYTES) && upTo(1 + begun.readUInt32BE(1))) {
      const message = begun;
      begun = NOTHING;
      hand(message, 0, message.length);
    }
    return used;
  };
  const listen = (chunk: Buffer) => {
    let at = begun.length === 0 ? 0 : complete(chunk);
    while (standing && at + HEAD_BYTES <= chunk.length) {
      const end = at + 1 + chunk.readUInt32BE(at + 1);
      if (end > chunk.length) break;
      hand(chunk, at, end);
      at = end;
    }
    if (at === chunk.length) return;
    if (standing) begun = chunk.subarray(at);
    else pass(chunk.subarray(at));
  };

  stream.on("data", listen);
  for (const listener of driver) stream.off("data", listener);
  return () => {
    if (!standing) return;
    standing = false;
    for (const listener of driver) stream.on("data", listener);
    stream.off("data", listen);
  };
}
