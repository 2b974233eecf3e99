"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { failureOf, mayPass } from "../trpc/failure.ts";
import {
  type OutboxEntry,
  type Running,
  readShelf,
  type Shelf,
  shelfName,
  unsent,
  withEntry,
  withoutEntry,
  withRefusal,
  withRunning,
} from "./outbox.ts";

const RETRY_MS = 15_000;
const CHANGED = "ownervoice:shelf";

function subscribe(changed: () => void): () => void {
  addEventListener("storage", changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener("storage", changed);
    removeEventListener(CHANGED, changed);
  };
}

function subscribeLine(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

export type Outbox = {
  readonly shelf: Shelf;
  readonly online: boolean;
  readonly sending: boolean;
  readonly put: (entry: OutboxEntry) => void;
  readonly keep: (respondentKey: string, running: Running) => void;
  readonly drop: (id: string) => void;
  readonly sendNow: () => void;
};

/** Work is written on this machine first and sent from there, so that no lost line loses an answer. */
export function useOutbox(userId: string): Outbox {
  const name = shelfName(userId);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const toast = useToast();
  const t = useTranslations("interviews");
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(name),
    () => null,
  );
  const online = useSyncExternalStore(
    subscribeLine,
    () => navigator.onLine,
    () => true,
  );
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const shelf = readShelf(text);

  const write = useCallback(
    (make: (shelf: Shelf) => Shelf) => {
      localStorage.setItem(name, JSON.stringify(make(readShelf(localStorage.getItem(name)))));
      dispatchEvent(new Event(CHANGED));
    },
    [name],
  );

  const send = useCallback(
    async (entry: OutboxEntry): Promise<boolean> => {
      try {
        if (entry.kind === "contact") await client.interviews.contact.mutate(entry.body);
        else {
          const result = await client.interviews.submit.mutate(entry.body);
          if (!result.ok) {
            write((all) => withRefusal(all, entry.id, result.problems.map(({ zh }) => zh).join("；")));
            return true;
          }
          if (result.kind === "late") toast(t("keptLate", { label: entry.label }));
        }
        write((all) => withoutEntry(all, entry.id));
        return true;
      } catch (error) {
        const failure = failureOf(error);
        if (mayPass(failure) || failure.code === "unauthenticated") return false;
        write((all) => withRefusal(all, entry.id, failure.message));
        return true;
      }
    },
    [client, write, toast, t],
  );

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    for (const entry of unsent(readShelf(localStorage.getItem(name)))) if (!(await send(entry))) break;
    busy.current = false;
    setSending(false);
    void cache.invalidateQueries(trpc.interviews.waves.queryFilter());
  }, [name, send, cache, trpc]);

  const waiting = unsent(shelf).length;
  useEffect(() => {
    if (waiting === 0 || !online) return;
    void flush();
    const timer = setInterval(() => void flush(), RETRY_MS);
    return () => clearInterval(timer);
  }, [waiting, online, flush]);

  return {
    shelf,
    online,
    sending,
    put: (entry) => write((all) => withEntry(all, entry)),
    keep: (respondentKey, running) => write((all) => withRunning(all, respondentKey, running)),
    drop: (id) => write((all) => withoutEntry(all, id)),
    sendNow: () => void flush(),
  };
}
