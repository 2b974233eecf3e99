import { expect, it } from "vitest";
import { readDelivery } from "./delivery-word.ts";

it("understands gateways and people, and does not guess", () => {
  const read = (words: readonly string[]) => words.map(readDelivery);
  expect(new Set(read(["送达", "发送成功", "DELIVRD", "delivered", "已收到"]))).toEqual(
    new Set(["delivered"]),
  );
  expect(new Set(read(["发送失败", "未送达", "空号", "UNDELIV", "Rejected", "黑名单"]))).toEqual(
    new Set(["failed"]),
  );
  expect(new Set(read(["TD", "t", "退订", "ＴＤ", "opted out", "Unsubscribed"]))).toEqual(
    new Set(["opted_out"]),
  );
  expect(new Set(read(["已发送", "sent"]))).toEqual(new Set(["sent"]));
  expect(new Set(read(["", "谢谢", "好的", "tomorrow"]))).toEqual(new Set([undefined]));
});
