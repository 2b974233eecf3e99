import type { Questionnaire } from "#surveys/question.ts";
import { PATTERNS, questionnaireSchema } from "#surveys/questionnaires/schema.ts";
import { lineOfSyntaxError, linesOfPaths } from "./json-lines.ts";

/** What can be wrong with a place of the file; each has a sentence of its own, `studio.json_…`. */
export type JsonFaultKind =
  | "syntax"
  | "missing"
  | "unknown"
  | "oneOf"
  | "empty"
  | "fewer"
  | "more"
  | "least"
  | "most"
  | "other"
  | `be_${keyof typeof BE}`
  | `as_${keyof typeof PATTERNS}`;

export type JsonFault = {
  readonly kind: JsonFaultKind;
  /** 1-based. */
  readonly line: number;
  /** The place as people name it, e.g. `Y01 title.zh`; empty for the whole. */
  readonly place: string;
  /** What the sentence needs: names, or a bound. */
  readonly value: string;
};

/** What a value has to be, by zod's name for it. */
const BE = {
  string: "string",
  number: "number",
  int: "int",
  boolean: "boolean",
  array: "array",
  object: "object",
};

const MOST_FAULTS = 20;

type Path = readonly PropertyKey[];
type Issue = Readonly<Record<string, unknown>> & { readonly code: string; readonly path: Path };

function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined),
    data,
  );
}

/** Items and sections by their own names instead of their places in a list. */
function placeOf(data: unknown, path: Path): string {
  const [list, index, ...rest] = path;
  const name =
    typeof index === "number"
      ? at(data, [list ?? "", index, list === "questions" ? "code" : "id"])
      : undefined;
  if (typeof name !== "string" || name === "") return path.map(String).join(".");
  return [name, rest.map(String).join(".")].filter(Boolean).join(" ");
}

function whatOf(issue: Issue, isThere: boolean): readonly [JsonFaultKind, string] {
  const { code, expected, values, keys, origin, minimum, maximum, pattern } = issue;
  const list = (names: unknown) => (Array.isArray(names) ? names.map(String).join(" ") : "");
  switch (code) {
    case "invalid_type":
      if (!isThere) return ["missing", ""];
      return [Object.hasOwn(BE, String(expected)) ? (`be_${expected}` as JsonFaultKind) : "other", ""];
    case "invalid_value":
      return [isThere ? "oneOf" : "missing", list(values)];
    case "unrecognized_keys":
      return ["unknown", list(keys)];
    case "too_small":
      if (origin === "string") return ["empty", ""];
      return [origin === "array" ? "fewer" : "least", String(minimum)];
    case "too_big":
      return [origin === "array" ? "more" : "most", String(maximum)];
    case "invalid_format": {
      const known = Object.entries(PATTERNS).find(([, each]) => String(each) === pattern)?.[0];
      return [known === undefined ? "other" : (`as_${known}` as JsonFaultKind), ""];
    }
    default:
      return ["other", ""];
  }
}

/** Reads a questionnaire as it stands in a file: itself, or what keeps it from being one, the first twenty. */
export function readJson(text: string): Questionnaire | readonly JsonFault[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const line = lineOfSyntaxError(text, error instanceof Error ? error.message : String(error));
    return [{ kind: "syntax", line, place: "", value: "" }];
  }
  const parsed = questionnaireSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const lines = linesOfPaths(text);
  const lineOf = (path: Path): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const line = lines.get(path.slice(0, depth).map(String).join("/"));
      if (line !== undefined) return line;
    }
    return 1;
  };
  return parsed.error.issues.slice(0, MOST_FAULTS).map((found): JsonFault => {
    const issue = found as unknown as Issue;
    const [kind, value] = whatOf(issue, at(data, issue.path) !== undefined);
    const [key] = Array.isArray(issue.keys) ? issue.keys : [];
    return {
      kind,
      line: lineOf(key === undefined ? issue.path : [...issue.path, String(key)]),
      place: placeOf(data, issue.path),
      value,
    };
  });
}
