import { outcomeRates } from "#analytics/statistics/outcome-rates.ts";
import { NOT_STATED, WAVE_NOTE_LABELS } from "#surveys/wave-note.ts";
import { type Block, bothLanguages } from "./block.ts";
import type { MethodFacts, Profile } from "./method-facts.ts";

/** One decimal of a share in percent; a dash where there is none. */
export function percent(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? "—" : `${(100 * share).toFixed(1)} %`;
}

function count(number: number | undefined): string {
  return number === undefined ? "—" : number.toLocaleString("en");
}

/** When, how and by whom people were asked. */
export function howAsked({ days, notes, modes }: MethodFacts): readonly Block[] {
  const found = modes
    .map(({ mode, respondents }) => `${bothLanguages(mode)} ${count(respondents)}`)
    .join(", ");
  return [
    { kind: "heading", level: 2, text: { zh: "何时、如何询问", en: "When and how" } },
    {
      kind: "facts",
      facts: [
        {
          name: { zh: "时间", en: "Timing" },
          value:
            notes.timing ??
            (days
              ? {
                  zh: `${days.opensOn} 至 ${days.closesOn}，业主名单截至 ${days.cutoffOn}。`,
                  en: `From ${days.opensOn} to ${days.closesOn}; owners as of ${days.cutoffOn}.`,
                }
              : NOT_STATED),
        },
        { name: WAVE_NOTE_LABELS.collection, value: notes.collection ?? NOT_STATED },
        { name: { zh: "各方式份数", en: "Answers by mode" }, value: found || NOT_STATED },
        { name: { zh: "抽样方法", en: "Sampling" }, value: notes.sampling ?? NOT_STATED },
        { name: WAVE_NOTE_LABELS.contractor, value: notes.contractor ?? NOT_STATED },
        { name: WAVE_NOTE_LABELS.incentives, value: notes.incentives ?? NOT_STATED },
      ],
    },
  ];
}

/** How many answered of how many, with the rates every survey reports alike. */
export function howManyAnswered({
  owners,
  invited,
  respondents,
  outcomes,
  notes,
}: MethodFacts): readonly Block[] {
  const rates = outcomes && outcomeRates(outcomes.dispositions);
  const ofOwners = owners ? respondents / owners : undefined;
  return [
    { kind: "heading", level: 2, text: { zh: "多少人作答", en: "How many answered" } },
    {
      kind: "facts",
      facts: [
        { name: { zh: "业主（户）", en: "Owners (homes)" }, value: count(owners) },
        { name: { zh: "受邀", en: "Invited" }, value: count(invited) },
        { name: { zh: "计入的答卷", en: "Answers counted" }, value: count(respondents) },
        { name: { zh: "占业主", en: "Of the owners" }, value: percent(ofOwners) },
        ...(rates
          ? [
              {
                name: { zh: "答复率 RR2（下限）", en: "Response rate RR2 (lower bound)" },
                value: percent(rates.RR2),
              },
              { name: { zh: "答复率 RR4", en: "Response rate RR4" }, value: percent(rates.RR4) },
            ]
          : []),
        // who refused and who was met is known only where every outcome is
        ...(rates && outcomes?.open === 0
          ? [
              {
                name: { zh: "答复率 RR6（上限）", en: "Response rate RR6 (upper bound)" },
                value: percent(rates.RR6),
              },
              { name: { zh: "合作率 COOP2", en: "Cooperation rate COOP2" }, value: percent(rates.COOP2) },
              { name: { zh: "拒访率 REF1", en: "Refusal rate REF1" }, value: percent(rates.REF1) },
              { name: { zh: "接触率 CON1", en: "Contact rate CON1" }, value: percent(rates.CON1) },
            ]
          : []),
        { name: WAVE_NOTE_LABELS.missed, value: notes.missed ?? NOT_STATED },
      ],
    },
    ...(outcomes && outcomes.open > 0
      ? [
          {
            kind: "paragraph",
            text: {
              zh: `${count(outcomes.open)} 户没有记录访问结果，按情况不明计，因此不列合作率、拒访率和接触率。比率的定义见 AAPOR《标准定义》第 9 版。`,
              en: `${count(outcomes.open)} homes have no outcome on record and count as unknown, so cooperation, refusal and contact rates are left out. Rates as in AAPOR, Standard Definitions, 9th edition.`,
            },
          } as const,
        ]
      : []),
  ];
}

/** Who was left out of the answers and of the asking. */
export function whoWasLeftOut({ excluded, leftOut, notes }: MethodFacts): readonly Block[] {
  const total = excluded?.reduce((sum, each) => sum + each.count, 0);
  return [
    { kind: "heading", level: 2, text: { zh: "谁没有计入", en: "Who was left out" } },
    {
      kind: "facts",
      facts: [
        { name: { zh: "因质量不计入的答卷", en: "Answers left out for their quality" }, value: count(total) },
        {
          name: {
            zh: "申请不访的业主（仍计入业主数）",
            en: "Owners left out on request (still counted as owners)",
          },
          value: count(leftOut),
        },
        {
          name: { zh: "事先排除的业主", en: "Owners excluded beforehand" },
          value: notes.excluded ?? NOT_STATED,
        },
      ],
    },
    ...(excluded && excluded.length > 0
      ? [
          {
            kind: "table",
            head: [
              { zh: "原因", en: "Reason" },
              { zh: "份数", en: "Answers" },
            ],
            numbersFrom: 1,
            rows: excluded.map(({ reason, count: answers }) => [bothLanguages(reason), count(answers)]),
          } as const,
        ]
      : []),
  ];
}

function profileTable({ column, rows }: Profile): Block {
  const name = typeof column === "string" ? { zh: column, en: column } : column;
  return {
    kind: "table",
    head: [
      name,
      { zh: "业主", en: "Owners" },
      { zh: "占业主", en: "Of owners" },
      { zh: "答卷", en: "Answers" },
      { zh: "占答卷", en: "Of answers" },
      { zh: "加权后", en: "Weighted" },
    ],
    numbersFrom: 1,
    rows: rows.map((row) => [
      bothLanguages(row.value),
      count(row.owners),
      percent(row.ofOwners),
      count(row.respondents),
      percent(row.ofRespondents),
      percent(row.ofWeighted),
    ]),
  };
}

/** Whether those who answered are like those who could have. */
export function likeness({ profiles }: MethodFacts): readonly Block[] {
  return [
    { kind: "heading", level: 2, text: { zh: "代表性", en: "Representativeness" } },
    {
      kind: "paragraph",
      text: {
        zh: "各群体在业主、答卷和加权后答卷中的份额；加权后仍与业主份额不同之处，是加权没有校正的。",
        en: "Shares of owners, of answers and of weighted answers; where the weighted share still differs from the owners', weighting does not correct it.",
      },
    },
    ...profiles.map(profileTable),
  ];
}
