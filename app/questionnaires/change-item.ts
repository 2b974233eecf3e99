import type { Question, Questionnaire } from "#surveys/question.ts";

/** A property given as undefined is taken away. */
export type ItemPatch = { readonly [Key in keyof Question]?: Question[Key] | undefined };

function patched(question: Question, patch: ItemPatch): Question {
  const entries = Object.entries({ ...question, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Question;
}

/** The questionnaire with one item changed. */
export function changeItem(questionnaire: Questionnaire, code: string, patch: ItemPatch): Questionnaire {
  return {
    ...questionnaire,
    questions: questionnaire.questions.map((question) =>
      question.code === code ? patched(question, patch) : question,
    ),
  };
}

/** The questions in the order of the sections. */
function inOrder(questionnaire: Questionnaire): Questionnaire {
  const order = new Map(
    questionnaire.sections.flatMap(({ items }) => items).map((code, place) => [code, place]),
  );
  const place = ({ code }: Question) => order.get(code) ?? Number.POSITIVE_INFINITY;
  return { ...questionnaire, questions: questionnaire.questions.toSorted((a, b) => place(a) - place(b)) };
}

/** The questionnaire with an item one place earlier (-1) or later (1), across the border of its section if need be. */
export function moveItem(questionnaire: Questionnaire, code: string, by: -1 | 1): Questionnaire {
  const sections = questionnaire.sections.map((section) => ({ ...section, items: [...section.items] }));
  const at = sections.findIndex(({ items }) => items.includes(code));
  const section = sections[at];
  if (section === undefined) return questionnaire;
  const place = section.items.indexOf(code);
  const swap = section.items[place + by];
  if (swap !== undefined) {
    section.items[place] = swap;
    section.items[place + by] = code;
    return inOrder({ ...questionnaire, sections });
  }
  const neighbour = sections[at + by];
  // a section holds at least one item
  if (neighbour === undefined || section.items.length === 1) return questionnaire;
  section.items.splice(place, 1);
  if (by === 1) neighbour.items.unshift(code);
  else neighbour.items.push(code);
  return inOrder({ ...questionnaire, sections });
}

/** The questionnaire without an item; undefined where a section would be left empty. */
export function removeItem(questionnaire: Questionnaire, code: string): Questionnaire | undefined {
  const sections = questionnaire.sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => item !== code),
  }));
  if (sections.some(({ items }) => items.length === 0)) return undefined;
  return {
    ...questionnaire,
    sections,
    questions: questionnaire.questions.filter((each) => each.code !== code),
  };
}

/** A code of the questionnaire's own kind that no item has had. */
export function freeCode({ questions }: Questionnaire, used: Iterable<string>): string {
  const taken = new Set([...questions.map(({ code }) => code), ...used]);
  const letter = questions[0]?.code[0] ?? "Q";
  for (let number = 1; ; number++) {
    const code = `${letter}${String(number).padStart(2, "0")}`;
    if (!taken.has(code)) return code;
  }
}

/** The questionnaire with a new item after another: a rating like its neighbour, with its words still to be written. */
export function addItem(questionnaire: Questionnaire, after: string, code: string): Questionnaire {
  const neighbour = questionnaire.questions.find((question) => question.code === after);
  if (neighbour === undefined) return questionnaire;
  const item: Question = {
    code,
    itemVersion: 1,
    kind: "rating5",
    title: { zh: "", en: "" },
    short: { zh: "", en: "" },
    phases: neighbour.phases,
    aside: "notApplicable",
    scored: false,
    port: neighbour.port,
    core: false,
  };
  const sections = questionnaire.sections.map((section) => ({
    ...section,
    items: section.items.flatMap((each) => (each === after ? [each, code] : [each])),
  }));
  return inOrder({ ...questionnaire, sections, questions: [...questionnaire.questions, item] });
}
