"use client";

import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpenCase } from "#server/fieldwork/open-case.ts";
import { IconButton } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPCClient } from "../trpc/client.tsx";
import { type ContactEnd, ContactPanel } from "./contact-panel.tsx";
import { InterviewForm } from "./interview-form.tsx";
import type { OutboxEntry, Running } from "./outbox.ts";
import { PersonLine } from "./person-line.tsx";
import type { Given } from "./question-card.tsx";
import type { Outbox } from "./use-outbox.ts";

const SERVER_SAVE_MS = 3_000;

function minutesSince(startedAt: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(startedAt)) / 1_000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** One home in hand: what to say, the questions, and how it ended. Everything is kept on this machine first. */
export function CasePanel({
  open,
  outbox,
  onDone,
  onBack,
}: {
  readonly open: OpenCase;
  readonly outbox: Outbox;
  /** @param next whether to open the next home */
  readonly onDone: (next: boolean) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations("interviews");
  const names = useNames();
  const client = useTRPCClient();
  const { respondentKey, mode, form } = open;
  const [running, setRunning] = useState<Running>(
    () =>
      outbox.shelf.running[respondentKey] ?? {
        submissionId: crypto.randomUUID(),
        startedAt: "",
        answers: open.begun ?? {},
      },
  );
  const [isAsking, setAsking] = useState(running.startedAt !== "");
  const [now, setNow] = useState(() => new Date());
  const answers = running.answers as Given;
  const hasAnswers = Object.keys(answers).length > 0;
  const savedAnswers = useRef(running.answers);

  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);

  useEffect(() => {
    if (savedAnswers.current === running.answers || !outbox.online) return;
    const timer = setTimeout(() => {
      savedAnswers.current = running.answers;
      // it lies on this machine already; the next pause tries again
      client.interviews.save.mutate({ respondentKey, answers: running.answers }).catch(() => undefined);
    }, SERVER_SAVE_MS);
    return () => clearTimeout(timer);
  }, [running, respondentKey, client, outbox.online]);

  function put(change: Partial<Running>) {
    const next = { ...running, ...change };
    setRunning(next);
    outbox.keep(respondentKey, next);
  }
  function start() {
    if (running.startedAt === "") put({ startedAt: new Date().toISOString() });
    setAsking(true);
  }
  const label = `${names.text(open.projectName)} ${respondentKey.slice(0, 6)}`;
  function hand(entry: OutboxEntry, next: boolean) {
    outbox.put(entry);
    onDone(next);
  }
  function finish() {
    const endedAt = new Date().toISOString();
    hand(
      {
        id: running.submissionId,
        kind: "interview",
        label,
        at: endedAt,
        body: {
          submissionId: running.submissionId,
          respondentKey,
          mode,
          form,
          startedAt: running.startedAt,
          endedAt,
          answers,
        },
      },
      true,
    );
  }
  function contact({ outcome, appointmentAt, note }: ContactEnd, next: boolean) {
    const at = new Date().toISOString();
    const id = crypto.randomUUID();
    hand(
      {
        id,
        kind: "contact",
        label,
        at,
        body: {
          reportId: id,
          respondentKey,
          mode,
          outcome,
          at,
          note,
          ...(appointmentAt ? { appointmentAt: appointmentAt.toISOString() } : {}),
        },
      },
      next,
    );
  }
  /** What was answered counts as far as it goes; where nothing was, the owner hung up before the first question. */
  function breakOff() {
    if (hasAnswers) finish();
    else if (mode === "phone") contact({ outcome: "hung_up", appointmentAt: undefined, note: "" }, true);
    else setAsking(false);
  }

  return (
    <section aria-label={label} className="flex min-h-0 grow flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-3 md:px-5">
        <IconButton label={t("backToList")} onClick={onBack} className="md:hidden">
          <Icon of={ArrowLeft} />
        </IconButton>
        <div className="min-w-0 grow">
          <h1 className="text-20 font-semibold">{names.text(open.projectName)}</h1>
          <p className="flex flex-wrap items-center gap-x-1.5 text-13 text-ink-2">
            <PhasePips phase={open.respondent.phase} /> {names.phase(open.respondent.phase)}
            {isAsking && running.startedAt !== "" && (
              <span className="ml-2">{t("since", { time: minutesSince(running.startedAt, now) })}</span>
            )}
          </p>
        </div>
        <PersonLine open={open} />
      </header>
      {open.ended ? (
        <p className="p-5 text-14">{t("ended")}</p>
      ) : isAsking ? (
        <InterviewForm
          open={open}
          answers={answers}
          onAnswers={(given) => put({ answers: given })}
          onFinish={finish}
          onBreakOff={breakOff}
        />
      ) : (
        <ContactPanel open={open} hasAnswers={hasAnswers} now={now} onStart={start} onSave={contact} />
      )}
    </section>
  );
}
