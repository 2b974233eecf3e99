import { hashPassword } from "better-auth/crypto";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { answerArrow } from "#server/arrow/answer-arrow.ts";
import { createAuth } from "#server/auth/auth.ts";
import { answerAuth } from "#server/auth/auth-door.ts";
import { CLIENT_ADDRESS_HEADER } from "#server/auth/network.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { interviewDeskOf } from "#server/fieldwork/interview-desk.ts";
import { insertPerson } from "#server/people/create-person.ts";
import type { NewGrant } from "#server/people/grants.ts";
import { answerTrpc } from "#server/trpc/answer.ts";
import { type Context, makeContext } from "#server/trpc/context.ts";
import { testDatabase } from "#tests/database.ts";

const ORIGIN = "http://ownervoice.test";
export const PASSWORD = "银杏黄了真好看又是一年秋";

export type Answer = { readonly status: number; readonly body: unknown; readonly response: Response };

type Caller = {
  /** `trpc("me.get")`, with input; the kind is found by trying the query first unless told. */
  readonly query: (path: string, input?: unknown) => Promise<Answer>;
  readonly mutate: (path: string, input?: unknown, headers?: Record<string, string>) => Promise<Answer>;
};

/** The two doors of the application over a database of its own. */
export type House = {
  readonly record: OpenRecord;
  /** Empty until it is loaded. */
  readonly analysis: Promise<Analysis>;
  /** The line the server told its operator, newest last. */
  readonly told: string[];
  /** Moves the clock. */
  readonly later: (seconds: number) => void;
  readonly post: (
    path: string,
    body: unknown,
    options?: { cookie?: string; address?: string; headers?: Record<string, string> },
  ) => Promise<Answer>;
  readonly signIn: (email: string, password?: string, address?: string) => Promise<string>;
  readonly as: (cookie: string) => Caller;
  /** A table as Arrow: `distribution?unit=1`. */
  readonly arrow: (address: string, cookie: string) => Promise<Response>;
  /** What a request to any other door starts from. */
  readonly context: (headers: Headers) => Context;
  readonly unit: (code: string) => number;
  readonly person: (email: string, ...grants: NewGrant[]) => Promise<string>;
  readonly close: () => Promise<void>;
};

const UNITS: readonly [code: string, kind: string, name: string, parent: string | null][] = [
  ["G", "group", "集团", null],
  ["RA", "region", "甲区域", "G"],
  ["RB", "region", "乙区域", "G"],
  ["A1", "project", "甲一", "RA"],
  ["A2", "project", "甲二", "RA"],
  ["A3", "project", "甲三", "RA"],
  ["B1", "project", "乙一", "RB"],
  ["B2", "project", "乙二", "RB"],
];

async function buildUnits({ db }: OpenRecord): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (const [code, kind, name, parent] of UNITS) {
    const { id } = await db
      .insertInto("org_unit")
      .values({ code, kind, name })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.set(code, id);
    await db
      .insertInto("org_placement")
      .values({
        unit_id: id,
        parent_id: parent === null ? null : (ids.get(parent) ?? null),
        name,
        valid_from: "2020-01-01",
      })
      .execute();
  }
  return ids;
}

/** One hash for everybody: hashing is slow on purpose. */
let hashed: Promise<string> | undefined;

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text), response };
}

/** The cookies of an answer, as a browser would send them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}

/** Opens a house with two regions, five projects and nobody in it. */
export async function openHouse(publicUrl?: string): Promise<House> {
  const database = await testDatabase();
  const record = openRecord(database.url, { max: 8 });
  const { db } = record;
  const auth = createAuth(db, { secret: "a secret for tests, of enough length ⛰", publicUrl });
  const units = await buildUnits(record);
  const analysis = openAnalysis({ record });
  const told: string[] = [];
  let skipped = 0;
  const now = () => new Date(Date.now() + skipped * 1000);
  const door = { auth, db, now, publicUrl };

  const post: House["post"] = async (path, body, options = {}) =>
    read(
      await answerAuth(
        door,
        new Request(`${ORIGIN}${path}`, {
          method: "POST",
          headers: {
            host: "ownervoice.test",
            origin: publicUrl ?? ORIGIN,
            "content-type": "application/json",
            [CLIENT_ADDRESS_HEADER]: options.address ?? "192.0.2.1",
            ...(options.cookie ? { cookie: options.cookie } : {}),
            ...options.headers,
          },
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
      ),
    );

  const interviews = interviewDeskOf(record, now);
  const context = (headers: Headers, giveCookie?: (cookie: string) => void) =>
    makeContext({
      headers,
      db,
      auth,
      analysis: () => analysis,
      interviews: async () => interviews,
      now,
      tell: (line) => told.push(line),
      giveCookie,
    });

  function trpc(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> {
    const request = new Request(`${ORIGIN}/api/trpc/${path}`, init);
    return answerTrpc(request, context, publicUrl).then(read);
  }

  return {
    record,
    analysis,
    told,
    later: (seconds) => {
      skipped += seconds;
    },
    post,
    async signIn(email, password = PASSWORD, address) {
      const { status, response } = await post("/api/auth/sign-in/email", { email, password }, { address });
      if (status !== 200) throw new Error(`${email} could not sign in: ${status}`);
      return cookiesOf(response);
    },
    as: (cookie) => {
      const headers = { host: "ownervoice.test", cookie };
      return {
        query: (path, input) =>
          trpc(`${path}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`, {
            method: "GET",
            headers,
          }),
        mutate: (path, input, more) =>
          trpc(path, {
            method: "POST",
            headers: { ...headers, origin: publicUrl ?? ORIGIN, "content-type": "application/json", ...more },
            body: input === undefined ? undefined : JSON.stringify(input),
          }),
      };
    },
    arrow: (address, cookie) =>
      answerArrow(new Request(`${ORIGIN}/api/arrow/${address}`, { headers: { cookie } }), (headers) =>
        context(headers),
      ),
    context: (headers) => context(headers),
    unit(code) {
      const id = units.get(code);
      if (id === undefined) throw new Error(`there is no unit ${code}`);
      return id;
    },
    async person(email, ...grants) {
      hashed ??= hashPassword(PASSWORD);
      const hash = await hashed;
      const name = email.split("@")[0] ?? email;
      const person = { name, email, password: PASSWORD, mustChangePassword: false, grants };
      return db.transaction().execute((tx) => insertPerson(tx, person, hash, null));
    },
    async close() {
      await (await analysis).close();
      await record.close();
      await database.drop();
    },
  };
}

/** The result of a query or mutation that was answered. */
export function dataOf<Shape>(answer: Answer): Shape {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { result: { data: Shape } }).result.data;
}

/** The code of a refusal. */
export function codeOf(answer: Answer): string | undefined {
  return (answer.body as { error?: { data?: { code?: string }; code?: string } }).error?.data?.code;
}
