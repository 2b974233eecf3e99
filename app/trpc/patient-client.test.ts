import { setTimeout as after } from "node:timers/promises";
import { dehydrate } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { patientClient } from "./patient-client.ts";
import { createQueryClient } from "./query-client.ts";

test("a page takes along what is answered soon, and does not wait for what is not", async () => {
  const client = patientClient(createQueryClient(), 50);
  let done = false;
  const slow = after(2_000, "late").finally(() => {
    done = true;
  });
  await Promise.all([
    client.prefetchQuery({ queryKey: ["soon"], queryFn: () => Promise.resolve("here") }),
    client.prefetchQuery({ queryKey: ["late"], queryFn: () => slow }),
  ]);
  expect(done).toBe(false);
  expect(dehydrate(client).queries.map(({ queryKey, state }) => [queryKey, state.data])).toEqual([
    [["soon"], "here"],
  ]);
});
