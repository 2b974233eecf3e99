import { COMMON_PIECES } from "./common-passwords.ts";

export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** Why a password is refused; the screens word it. */
export type PasswordProblem = "too-short" | "too-long" | "too-common" | "like-email";

/** Characters that must be left when everything a guessing program tries first is taken out. */
const OWN_CHARACTERS = 6;

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

const PIECES = COMMON_PIECES.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));

function withoutPieces(text: string): string {
  return PIECES.reduce((left, piece) => left.replaceAll(piece, " "), text);
}

function steps(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) - (text.codePointAt(index - 1) ?? 0);
}

/** Takes out runs of one character and of neighbours (aaaa, 4567, dcba), keeping the first. */
function withoutRuns(text: string): string {
  let kept = "";
  for (let index = 0; index < text.length; index += 1) {
    const step = index === 0 ? Number.NaN : steps(text, index);
    const goesOn =
      Math.abs(step) <= 1 &&
      (index === 1 ||
        step === steps(text, index - 1) ||
        index + 1 === text.length ||
        step === steps(text, index + 1));
    if (!goesOn) kept += text[index];
  }
  return kept;
}

/** What repeats is said once: abcxabcxabcx is abcx. */
function withoutRepeats(text: string): string {
  return text.replace(/^(.{1,8}?)\1+(.{0,7})$/s, (whole, unit: string, rest: string) =>
    unit.startsWith(rest) ? unit : whole,
  );
}

function leastOwn(password: string): number {
  const lower = password.toLowerCase();
  const plain = [...lower].map((character) => LEET[character] ?? character).join("");
  return Math.min(
    ...[lower, plain].map(
      (text) => new Set(withoutRuns(withoutPieces(withoutRepeats(text))).replace(/\s+/g, "")).size,
    ),
  );
}

/** What is wrong with a password for the account of an e-mail address; empty when nothing is. */
export function passwordProblems(password: string, email: string): readonly PasswordProblem[] {
  const problems: PasswordProblem[] = [];
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.least) problems.push("too-short");
  if (length > PASSWORD_LENGTH.most) problems.push("too-long");
  const lower = password.toLowerCase();
  const address = email.toLowerCase();
  const [name = ""] = address.split("@", 1);
  if (
    lower === address ||
    lower.includes(address) ||
    (name.length >= 4 && withoutName(lower, name) < OWN_CHARACTERS)
  )
    problems.push("like-email");
  else if (leastOwn(password) < OWN_CHARACTERS) problems.push("too-common");
  return problems;
}

function withoutName(password: string, name: string): number {
  return password.includes(name) ? leastOwn(password.replaceAll(name, " ")) : Number.POSITIVE_INFINITY;
}
