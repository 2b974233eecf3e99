import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";

export type Sent = { readonly token: string; readonly body: string };
/** What came back: a status with its receipt, or nothing because the connection broke. */
export type Reply = { readonly status: number | undefined; readonly receipt: string | undefined };

/** A submission for every token, each with an id and words of its own. */
export function submissions(tokens: readonly string[]): readonly Sent[] {
  return tokens.map((token, index) => {
    const answers = { ...STABLE_ANSWERS, Y45: `第 ${index} 位业主的话` };
    return { token, body: JSON.stringify({ submissionId: randomUUID(), answers, complete: true }) };
  });
}

function post(url: string, { token, body }: Sent, agent: Agent): Promise<Reply> {
  return new Promise((resolve) => {
    const broken = () => resolve({ status: undefined, receipt: undefined });
    const sending = request(
      `${url}/s/${token}`,
      { method: "POST", agent, headers: { "Content-Type": "application/json" } },
      (reply) => {
        let text = "";
        reply.on("data", (chunk) => {
          text += chunk;
        });
        reply.on("error", broken);
        reply.on("end", () => {
          const receipt = /"receipt":"([^"]+)"/.exec(text)?.[1];
          resolve({ status: reply.statusCode, receipt });
        });
      },
    );
    sending.on("error", broken).end(body);
  });
}

/** Sends all at once, each on a connection of its own; `onReply` sees every reply as it comes. */
export function sendAll(
  url: string,
  all: readonly Sent[],
  onReply: (reply: Reply) => void = () => undefined,
): Promise<readonly Reply[]> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  return Promise.all(
    all.map(async (sent) => {
      const reply = await post(url, sent, agent);
      onReply(reply);
      return reply;
    }),
  );
}
