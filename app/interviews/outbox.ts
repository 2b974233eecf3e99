import type { inferRouterInputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

type Inputs = inferRouterInputs<AppRouter>["interviews"];

/** What is to be sent: an interview, or how a contact without one ended. Nothing in it says who lives in the home. */
export type OutboxEntry = {
  /** Known to the server too, so that a second sending is one. */
  readonly id: string;
  readonly label: string;
  /** ISO. */
  readonly at: string;
  /** Why the server will not have it, once it said so; it is kept to be exported. */
  readonly refused?: string;
} & (
  | { readonly kind: "interview"; readonly body: Inputs["submit"] }
  | { readonly kind: "contact"; readonly body: Inputs["contact"] }
);

/** An interview under way on this machine. */
export type Running = {
  readonly submissionId: string;
  readonly startedAt: string;
  readonly answers: Readonly<Record<string, unknown>>;
};

export type Shelf = {
  readonly queue: readonly OutboxEntry[];
  readonly running: Readonly<Record<string, Running>>;
};

const EMPTY: Shelf = { queue: [], running: {} };

/** Where one person's unsent work lies on this machine. */
export function shelfName(userId: string): string {
  return `ownervoice.interviews.${userId}`;
}

/** Reads a shelf; what cannot be read counts as empty. */
export function readShelf(text: string | null): Shelf {
  if (text === null) return EMPTY;
  try {
    const { queue, running } = JSON.parse(text) as Partial<Shelf>;
    return { queue: Array.isArray(queue) ? queue : [], running: running ?? {} };
  } catch {
    return EMPTY;
  }
}

export function withEntry(shelf: Shelf, entry: OutboxEntry): Shelf {
  const { [entry.body.respondentKey]: _, ...running } = shelf.running;
  return { queue: [...shelf.queue.filter(({ id }) => id !== entry.id), entry], running };
}

export function withoutEntry(shelf: Shelf, id: string): Shelf {
  return { ...shelf, queue: shelf.queue.filter((entry) => entry.id !== id) };
}

export function withRefusal(shelf: Shelf, id: string, refused: string): Shelf {
  return {
    ...shelf,
    queue: shelf.queue.map((entry) => (entry.id === id ? { ...entry, refused } : entry)),
  };
}

export function withRunning(shelf: Shelf, respondentKey: string, running: Running): Shelf {
  return { ...shelf, running: { ...shelf.running, [respondentKey]: running } };
}

/** What still waits for the line. */
export function unsent(shelf: Shelf): readonly OutboxEntry[] {
  return shelf.queue.filter(({ refused }) => refused === undefined);
}
