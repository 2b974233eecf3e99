"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Plus, Quote, X } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useLocale, useTranslations } from "use-intl";
import type { TextView } from "#server/voices/voice-texts.ts";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { formatDay } from "../format.ts";
import { asLanguage } from "../language/language.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useQuoteChange } from "./use-quote-change.ts";

/** One owner's words: masked, of a week, with topics one can mend. */
export function TextCard({
  text,
  view,
  search,
}: {
  readonly text: TextView;
  readonly view: VoicesView;
  readonly search: string;
}) {
  const t = useTranslations("voices");
  const names = useNames();
  const language = asLanguage(useLocale());
  const me = useMe();
  const change = useQuoteChange();
  const correct = useCorrection();
  const curates = view.may.curate && me.viewingAs === null;
  const titles = new Map(view.topics.map(({ topic }) => [topic.id, names.text(topic.title)]));
  const own = new Set(text.topics.map(({ id }) => id));
  const others = view.topics.filter(({ topic }) => !own.has(topic.id));
  return (
    <li className="border-b border-line px-4 py-2.5 last:border-0">
      <p className="text-14">
        <Marked words={text.text} search={search} />
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-ink-3">
        <span>
          {names.unit(text.unit)} · {t("week", { day: formatDay(text.week, language) })}
        </span>
        {text.topics.map(({ id, byHand }) => (
          <span
            key={id}
            title={byHand ? t("byHand") : undefined}
            className="inline-flex h-5 items-center gap-1 rounded-tag bg-sunken px-1.5 text-ink-2"
          >
            {titles.get(id) ?? id}
            {byHand && <Icon of={Check} size={12} />}
            {curates && (
              <button
                type="button"
                aria-label={t("removeTopic", { topic: titles.get(id) ?? id })}
                className="target-44 -mr-1 grid size-5 place-items-center rounded-tag hover:bg-line print:hidden"
                onClick={() => correct(text.id, id, false)}
              >
                <Icon of={X} size={12} />
              </button>
            )}
          </span>
        ))}
        {curates && (
          <DropdownMenu.Root modal={false}>
            <DropdownMenu.Trigger
              aria-label={t("addTopic")}
              className="target-44 inline-flex h-6 items-center gap-0.5 rounded-tag px-1 text-ink-2 hover:bg-sunken print:hidden"
            >
              <Icon of={Plus} size={12} />
              {t("topic")}
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal container={portalHome()}>
              <DropdownMenu.Content
                align="start"
                sideOffset={4}
                collisionPadding={8}
                className="slide-in scroll-quiet z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-40 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-2"
              >
                {others.map(({ topic }) => (
                  <DropdownMenu.Item
                    key={topic.id}
                    onSelect={() => correct(text.id, topic.id, true)}
                    className="target-44 flex min-h-8 cursor-pointer items-center rounded-ctl px-3 text-13 outline-none data-[highlighted]:bg-accent-soft"
                  >
                    {names.text(topic.title)}
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        )}
        <span className="grow" />
        {curates && (
          <Button
            kind="quiet"
            size="small"
            aria-pressed={text.picked}
            className={text.picked ? "text-accent print:hidden" : "print:hidden"}
            onClick={() => change({ change: text.picked ? "drop" : "pick", id: text.id })}
          >
            <Icon of={Quote} size={14} />
            {t(text.picked ? "picked" : "pick")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Words with what was searched for marked. */
function Marked({ words, search }: { readonly words: string; readonly search: string }) {
  if (search === "") return words;
  const at = words.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return words;
  return (
    <>
      {words.slice(0, at)}
      <mark className="rounded-[2px] bg-d-1 text-ink">{words.slice(at, at + search.length)}</mark>
      {words.slice(at + search.length)}
    </>
  );
}

/** Gives a text a topic or takes one away; the other way round takes it back. */
function useCorrection() {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const mutation = useMutation(
    trpc.voices.correct.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.voices.pathFilter()),
      onError: () => toast(t("failed"), "danger"),
    }),
  );
  return (id: string, topic: string, has: boolean) =>
    mutation.mutate(
      { id, topic, has },
      { onSuccess: () => toast(t("corrected"), "plain", () => mutation.mutate({ id, topic, has: !has })) },
    );
}
