import type { CalendarDate } from "#surveys/calendar-date.ts";
import {
  type CompiledQuestionnaire,
  compileQuestionnaire,
  FORMS,
  type Form,
} from "#surveys/compile-questionnaire.ts";
import type { Text } from "#surveys/question.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";
import type { OpenRecord } from "../database/connection.ts";
import { RETENTION_SETTINGS } from "../retention/settings.ts";

export type WaveDoor = "not-yet" | "open" | "closed";

/** A wave as its respondents meet it. */
export type FieldWave = {
  readonly id: number;
  readonly kind: "annual" | "signing" | "residence";
  readonly year: number;
  readonly state: string;
  readonly opensOn: CalendarDate;
  readonly closesOn: CalendarDate;
  readonly compiled: CompiledQuestionnaire;
  /** What owners who answer alone are asked: everything, the core, or the core and one block. */
  readonly form: Form;
  /** What interviewers ask over the phone. */
  readonly phoneForm: Form;
  /** Months after the close at which the link between owners and answers is destroyed, as the page promises. */
  readonly keepMonths: number;
  /** Name of the group that asks. */
  readonly organisation: Text;
  /** What whoever runs the wave tells owners beside the privacy notice; empty where nothing was written. */
  readonly notice: Text;
};

export type FindWave = (id: number) => Promise<FieldWave>;

type Row = {
  readonly id: number;
  readonly kind: FieldWave["kind"];
  readonly year: number;
  readonly state: string;
  readonly opens_on: string;
  readonly closes_on: string;
  readonly questionnaire_id: string;
  readonly questionnaire_version: number;
  readonly hash: string;
  readonly organisation: string | null;
  readonly organisation_en: string | null;
  readonly form: string | null;
  readonly phone_form: string | null;
  readonly keep_months: unknown;
  readonly notice: Partial<Text>;
};

const WAVES = `
  select w.id, w.kind, w.year, w.state, w.opens_on, w.closes_on, w.questionnaire_id, w.questionnaire_version, w.notice, q.hash,
         g.name as organisation, g.name_en as organisation_en,
         (select value #>> '{}' from setting where key = 'form.web' order by version desc limit 1) as form,
         (select value #>> '{}' from setting where key = 'form.phone' order by version desc limit 1) as phone_form,
         (select value from setting where key = 'retention.links_months' order by version desc limit 1) as keep_months
  from wave w
  join questionnaire q on q.id = w.questionnaire_id and q.version = w.questionnaire_version
  left join lateral (select name, name_en from org_unit where kind = 'group' order by id limit 1) g on true
  order by w.id`;

/** How old the state of a wave may be: a wave closed by hand turns answers away within this time. */
const FRESH_MS = 1_000;

/** Whether a wave takes answers on a day: in the field, and its last day not over. */
export function waveDoor(wave: FieldWave, today: CalendarDate): WaveDoor {
  if (wave.state === "closed" || wave.state === "published" || today > wave.closesOn) return "closed";
  return wave.state === "field" && today >= wave.opensOn ? "open" : "not-yet";
}

/** Waves with their compiled questionnaires, read again at most once a second. `now` in milliseconds since 1970. */
export function waveFinder({ pool }: OpenRecord, now: () => number = Date.now): FindWave {
  const compiled = new Map<string, CompiledQuestionnaire>();
  let loaded: Promise<ReadonlyMap<number, FieldWave>> | undefined;
  let loadedAt = 0;

  async function questionnaireOf(row: Row): Promise<CompiledQuestionnaire> {
    const key = `${row.questionnaire_id}@${row.questionnaire_version}#${row.hash}`;
    const known = compiled.get(key);
    if (known) return known;
    const { rows } = await pool.query<{ definition: unknown }>(
      "select definition from questionnaire where id = $1 and version = $2",
      [row.questionnaire_id, row.questionnaire_version],
    );
    const made = compileQuestionnaire(questionnaireSchema.parse(rows[0]?.definition));
    compiled.set(key, made);
    return made;
  }

  async function load(): Promise<ReadonlyMap<number, FieldWave>> {
    const { rows } = await pool.query<Row>(WAVES);
    const waves = new Map<number, FieldWave>();
    for (const row of rows) {
      const name = row.organisation ?? "开发商";
      waves.set(row.id, {
        id: row.id,
        kind: row.kind,
        year: row.year,
        state: row.state,
        opensOn: row.opens_on,
        closesOn: row.closes_on,
        compiled: await questionnaireOf(row),
        form: FORMS.find((form) => form === row.form) ?? "short",
        phoneForm: FORMS.find((form) => form === row.phone_form) ?? "full",
        keepMonths: RETENTION_SETTINGS["retention.links_months"].parse(row.keep_months ?? undefined),
        organisation: { zh: name, en: row.organisation_en ?? row.organisation ?? "the developer" },
        notice: { zh: row.notice.zh ?? "", en: row.notice.en ?? "" },
      });
    }
    return waves;
  }

  function again(): Promise<ReadonlyMap<number, FieldWave>> {
    loadedAt = now();
    loaded = load();
    loaded.catch(() => {
      loaded = undefined;
    });
    return loaded;
  }

  return async (id) => {
    const waves = await (loaded === undefined || now() - loadedAt > FRESH_MS ? again() : loaded);
    // a wave may be younger than what was read a moment ago
    const wave = waves.get(id) ?? (await again()).get(id);
    if (!wave) throw new Error(`wave ${id} has an invitation and does not exist`);
    return wave;
  };
}
