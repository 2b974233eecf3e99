"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Dimension } from "#server/questionnaires/item-weights.ts";
import type { Question, Text } from "#surveys/question.ts";
import { routingWords } from "#surveys/routing-words.ts";
import { Tag } from "../components/tag.tsx";
import { useNames } from "../language/use-names.ts";

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[96px_1fr] gap-3 border-b border-line py-2 last:border-0">
      <dt className="text-13 text-ink-3">{name}</dt>
      <dd className="min-w-0 text-14">{children}</dd>
    </div>
  );
}

function Both({ text }: { readonly text: Text }) {
  return (
    <>
      <span lang="zh-CN" className="block">
        {text.zh}
      </span>
      <span lang="en" className="block text-13 text-ink-3">
        {text.en}
      </span>
    </>
  );
}

/** One item as it is asked, with everything that is decided about it. */
export function ItemFacts({
  question,
  subject,
  dimensions,
}: {
  readonly question: Question;
  /** The earlier question its condition names. */
  readonly subject: Question | undefined;
  readonly dimensions: readonly Dimension[];
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const dimension = dimensions.find(({ id }) => id === question.dimension);
  const { followUp } = question;
  return (
    <div className="p-4">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="text-16 font-semibold">
          {question.code} {names.text(question.short)}
        </h2>
        <Tag>{t(`kind_${question.kind}`)}</Tag>
        <Tag>{t("itemVersion", { version: question.itemVersion })}</Tag>
        {question.core && <Tag tone="current">{t("core")}</Tag>}
      </div>
      <dl>
        <Fact name={t("wording")}>
          <Both text={question.title} />
        </Fact>
        {question.hint && (
          <Fact name={t("hint")}>
            <Both text={question.hint} />
          </Fact>
        )}
        {question.scaleLabels && (
          <Fact name={t("scale")}>
            <Both
              text={{
                zh: question.scaleLabels.map(({ zh }) => zh).join(" · "),
                en: question.scaleLabels.map(({ en }) => en).join(" · "),
              }}
            />
            {question.aside && (
              <span className="block text-13 text-ink-3">
                {t(question.aside === "notApplicable" ? "asideNa" : "asideDk")}
              </span>
            )}
          </Fact>
        )}
        {question.options && (
          <Fact name={t("options")}>
            <ol className="flex flex-col gap-1">
              {question.options.map((option) => (
                <li key={option.value} className="flex flex-wrap items-baseline gap-x-2">
                  <span className={option.retired ? "text-ink-3 line-through" : undefined}>
                    {names.text(option.label)}
                  </span>
                  <code className="font-mono text-12 text-ink-3">{option.value}</code>
                  {option.phases && (
                    <span className="text-12 text-ink-3">
                      {option.phases.map((phase) => names.phase(phase)).join(t("comma"))}
                    </span>
                  )}
                  {option.exclusive && <Tag>{t("exclusive")}</Tag>}
                  {option.writeIn && <Tag>{t("writeIn")}</Tag>}
                  {option.retired && <Tag>{t("retired")}</Tag>}
                  {option.ends && <Tag>{t("ends")}</Tag>}
                  {option.alert && <Tag tone="attention">{t("alert")}</Tag>}
                </li>
              ))}
            </ol>
            {question.maxChoices !== undefined && (
              <span className="block text-13 text-ink-3">{t("upTo", { count: question.maxChoices })}</span>
            )}
            {question.shuffle && <span className="block text-13 text-ink-3">{t("shuffled")}</span>}
          </Fact>
        )}
        <Fact name={t("phases")}>{question.phases.map((phase) => names.phase(phase)).join(t("comma"))}</Fact>
        <Fact name={t("routing")}>{names.text(routingWords(question, subject))}</Fact>
        {followUp && (
          <Fact name={t("followUp")}>
            {t("followUpAt", { score: followUp.atMost })}
            <Both text={followUp.prompt} />
          </Fact>
        )}
        <Fact name={t("dimension")}>
          {question.dimension
            ? `${question.dimension}${dimension ? ` ${names.text(dimension.title)}` : ""}`
            : t(question.scored === false ? "notScored" : "noDimension")}
        </Fact>
        <Fact name={t("port")}>{names.port(question.port)}</Fact>
        <Fact name={t("forms")}>
          {question.core
            ? t("formCore")
            : question.block
              ? t("formBlock", { block: question.block })
              : t("formLong")}
        </Fact>
      </dl>
    </div>
  );
}
