import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { takeCopyMessages } from "./copy-messages.ts";

type Message = { readonly kind: string; readonly body: string };

function wire({ kind, body }: Message): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, "latin1");
  head.writeUInt32BE(4 + Buffer.byteLength(body), 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

/** Bytes in pieces that end at these places. */
function pieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return ends
    .map((end, place) => bytes.subarray(ends[place - 1] ?? 0, end))
    .filter(({ length }) => length > 0);
}

const message: fc.Arbitrary<Message> = fc.record({
  kind: fc.constantFrom("d", "d", "d", "H", "N", "S", "c", "C"),
  body: fc.string({ maxLength: 40 }),
});

it("takes the rows and passes everything else, however the bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 30 }),
      fc.array(fc.nat(2_000), { maxLength: 40 }),
      (messages, cuts) => {
        const stream = new PassThrough();
        const passed: Buffer[] = [];
        const rows: string[] = [];
        stream.on("data", (chunk: Buffer) => passed.push(Buffer.from(chunk)));
        takeCopyMessages(stream, (memory, from, to) =>
          rows.push(Buffer.from(memory, from, to - from).toString("utf8")),
        );
        for (const piece of pieces(Buffer.concat(messages.map(wire)), cuts)) stream.emit("data", piece);
        const others = messages.filter(({ kind }) => kind !== "d").map(wire);
        expect(rows).toEqual(messages.filter(({ kind }) => kind === "d").map(({ body }) => body));
        expect(Buffer.concat(passed)).toEqual(Buffer.concat(others));
      },
    ),
  );
});

it("gives the connection back in the middle of a chunk, once", () => {
  const stream = new PassThrough();
  const passed: string[] = [];
  let giveBack = () => {};
  stream.on("data", (chunk: Buffer) => {
    passed.push(chunk.toString("latin1"));
    if (chunk[0] === 0x5a) giveBack();
  });
  giveBack = takeCopyMessages(stream, () => passed.push("row"));
  const row = wire({ kind: "d", body: "x" });
  const ready = wire({ kind: "Z", body: "I" });
  stream.emit("data", Buffer.concat([row, ready, row]));
  giveBack();
  stream.emit("data", row);
  const text = row.toString("latin1");
  expect(passed).toEqual(["row", ready.toString("latin1"), text, text]);
  expect(stream.listenerCount("data")).toBe(1);
});
