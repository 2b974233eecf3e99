import { Agent, request } from "node:http";
import { drawStream } from "#seeds/draw.ts";
import type { ServedGroup } from "./served-group.ts";

export type Answer = { readonly name: string; readonly ms: number };

/** Accounts of the synthetic group that read numbers. */
const ACCOUNTS = ["hq", "analyst", "east", "linjiang", "property"] as const;

type Person = {
  readonly cookie: string;
  readonly home: number;
  readonly units: readonly number[];
  readonly waves: readonly number[];
};

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

function ask(
  url: string,
  { cookie, method = "GET", body }: { cookie?: string; method?: string; body?: string },
): Promise<{ status: number; text: string; cookies: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const headers = {
      "accept-encoding": "gzip",
      origin: new URL(url).origin,
      ...(cookie && { cookie }),
      ...(body && { "content-type": "application/json" }),
    };
    const call = request(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          text: response.headers["content-encoding"] ? "" : Buffer.concat(chunks).toString(),
          cookies: response.headers["set-cookie"] ?? [],
        }),
      );
      response.once("error", reject);
    });
    call.once("error", reject);
    call.end(body);
  });
}

function question(url: string, path: string, input: unknown): string {
  return `${url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

async function signedIn({ url, password }: ServedGroup, account: string): Promise<Person> {
  const body = JSON.stringify({ email: `${account}@demo.example`, password });
  const { cookies, status } = await ask(`${url}/api/auth/sign-in/email`, { method: "POST", body });
  if (status !== 200) throw new Error(`${account} could not sign in: ${status}`);
  const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
  const answer = async <T>(path: string, input: unknown): Promise<T> => {
    const response = await fetch(question(url, path, input), { headers: { cookie } });
    const { result } = (await response.json()) as { result: { data: T } };
    return result.data;
  };
  const [me, waves] = [
    await answer<{ homeUnit: { id: number } }>("me.get", {}),
    await answer<{ id: number }[]>("waves.list", {}),
  ];
  const home = await answer<{ columns: { unit: { id: number } | null }[] }>("indicators.heat", {
    unit: me.homeUnit.id,
  });
  const below = home.columns.flatMap(({ unit }) => (unit ? [unit.id] : []));
  return {
    cookie,
    home: me.homeUnit.id,
    units: [me.homeUnit.id, ...below.slice(0, 4)],
    waves: waves.map(({ id }) => id),
  };
}

/** The path everybody walks, each from a place of its own: screens opened anew, and questions of screens that are open. */
function clickOf(url: string, { home, units, waves }: Person, at: number): { name: string; url: string } {
  const unit = units[at % units.length] ?? home;
  const wave = waves[at % Math.max(1, waves.length - 1)];
  const of = (name: string, path: string, input: unknown) => ({ name, url: question(url, path, input) });
  switch (at % 8) {
    case 0:
      return { name: "page: home", url: `${url}/?unit=${unit}` };
    case 1:
      return of("heat by units", "indicators.heat", { unit });
    case 2:
      return of("drawer", "indicators.cell", { unit: home, node: "TOTAL" });
    case 3:
      return of("home, another wave", "indicators.home", { unit, wave });
    case 4:
      return { name: "page: indicators", url: `${url}/indicators?unit=${unit}` };
    case 5:
      return of("heat by phases", "indicators.heat", { unit, by: "phase" });
    case 6:
      return of("units compared", "compare.units", { unit: home });
    default:
      return of("what moved it", "why.change", { unit: home, node: "TOTAL" });
  }
}

/**
 * People who click through the screens for some seconds, each waiting for an answer and then reading.
 * @param pause shortest and longest time of reading, ms
 * @returns how long each answer took to its last byte, and how many were none
 */
export async function crowd(
  group: ServedGroup,
  {
    people,
    seconds,
    pause,
  }: { readonly people: number; readonly seconds: number; readonly pause: readonly [number, number] },
): Promise<{ readonly times: readonly Answer[]; readonly failed: number }> {
  const accounts: Person[] = [];
  for (const account of ACCOUNTS) accounts.push(await signedIn(group, account));
  // what the first of a day makes is there for the others: each click once
  for (const person of accounts)
    for (let at = 0; at < 24; at++) await ask(clickOf(group.url, person, at).url, { cookie: person.cookie });
  const times: Answer[] = [];
  let failed = 0;
  const end = performance.now() + seconds * 1_000;
  const draw = drawStream(5, "office");
  const walk = async (person: Person, from: number) => {
    const wait = () => new Promise((done) => setTimeout(done, draw.integer(pause[0], pause[1])));
    await wait();
    for (let at = from; performance.now() < end; at++) {
      const { name, url } = clickOf(group.url, person, at);
      const start = performance.now();
      const { status } = await ask(url, { cookie: person.cookie });
      times.push({ name, ms: performance.now() - start });
      // a port's head has no way to what is another port's
      if (status >= 500 || status === 0) failed++;
      await wait();
    }
  };
  await Promise.all(
    Array.from({ length: people }, (_, at) => walk(accounts[at % accounts.length] as Person, at * 3)),
  );
  return { times, failed };
}
