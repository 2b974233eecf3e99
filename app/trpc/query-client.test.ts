import { expect, test } from "vitest";
import { createQueryClient } from "./query-client.ts";

test("what a page may not see is asked for once while the page is made", async () => {
  let asked = 0;
  const queryFn = () => {
    asked += 1;
    return Promise.reject(new Error("not yours"));
  };
  await createQueryClient().prefetchQuery({ queryKey: ["unit"], queryFn });
  expect(asked).toBe(1);
});
