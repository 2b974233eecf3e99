/** What a vendor's file says of a message. */
export type Delivery = "sent" | "delivered" | "failed" | "opted_out";

/** Tried in this order: what was replied, what failed, what arrived. Words of SMS gateways and of people. */
const WORDS: readonly (readonly [RegExp, Delivery])[] = [
  [/^(?:t|td|tds|n|stop)$|退订|不要再发|不再接收|unsubscri|opt(?:ed)?[ _-]?out/, "opted_out"],
  [
    /失败|未送达|没送达|空号|停机|关机|黑名单|无效|拒收|过期|驳回|undeliv|fail|reject|bounc|expire|invalid|blacklist/,
    "failed",
  ],
  [/送达|成功|已收到|已接收|delivrd|^deliver|success|^received$/, "delivered"],
  [/^(?:已发送|已提交|发送中|sent|submitted|accepted|ok)$/, "sent"],
];

/** Reads the word of a delivery report or of an owner's reply; undefined when it says nothing we know. */
export function readDelivery(plain: string): Delivery | undefined {
  const word = plain.normalize("NFKC").trim().toLowerCase();
  if (word === "") return undefined;
  return WORDS.find(([pattern]) => pattern.test(word))?.[1];
}
