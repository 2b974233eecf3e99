import { beforeEach, expect, test } from "vitest";
import { hasRoom, held, heldBytes, heldNames, letGo } from "./table-shelf.ts";

beforeEach(() => letGo(""));

const size = (text: string) => text.length;

test("whoever asks while something is being made waits for just that", async () => {
  let times = 0;
  const make = async () => {
    times += 1;
    await new Promise((done) => setTimeout(done, 5));
    return { text: "made" };
  };
  const [one, other] = await Promise.all([held("a", make, () => 4), held("a", make, () => 4)]);
  expect(one).toBe(other);
  expect(await held("a", make, () => 4)).toBe(one);
  expect(times).toBe(1);
});

test("what was used longest ago goes when there is too much of all, and is made again", async () => {
  let times = 0;
  const ask = (name: string) =>
    held(
      name,
      async () => {
        times += 1;
        return "x".repeat(40);
      },
      size,
      100,
    );
  for (const name of ["a", "b", "a", "c"]) await ask(name);
  expect(heldNames()).toEqual(["a", "c"]);
  expect(heldBytes()).toBe(80);
  expect(hasRoom(100)).toBe(false);
  expect(hasRoom(1_000)).toBe(true);
  await ask("b");
  expect(times).toBe(4);
});

test("what fails is asked for again", async () => {
  await expect(held("a", () => Promise.reject(new Error("no")), size)).rejects.toThrow("no");
  expect(await held("a", async () => "yes", size)).toBe("yes");
});

test("something larger than all there is room for is held alone", async () => {
  await held("a", async () => "xx", size, 10);
  await held("b", async () => "x".repeat(50), size, 10);
  expect(heldNames()).toEqual(["b"]);
});
