const MARKUP = Symbol("markup");

/** Text that is markup. Only `html` and `trusted` make it, and data from outside can never look like it. */
export type Html = { readonly [MARKUP]: string };

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markup(text: string): Html {
  return { [MARKUP]: text };
}

function render(piece: Piece): string {
  if (piece === false || piece === null || piece === undefined) return "";
  if (typeof piece === "string") return piece.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
  if (typeof piece === "number") return String(piece);
  if (MARKUP in piece) return piece[MARKUP];
  return piece.map(render).join("");
}

/**
 * Markup from a template: everything put into it is escaped for text and for quoted attributes, unless it is markup
 * itself. Lists are joined; false, null and undefined leave nothing.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return markup(strings.reduce((text, string, index) => text + render(pieces[index - 1]) + string));
}

/** Marks a text of our own as markup. Never for anything that came from outside. */
export function trusted(text: string): Html {
  return markup(text);
}

/** An attribute without a value, such as `checked`, when it applies. */
export function flag(name: "checked" | "hidden" | "disabled", applies: boolean): Html {
  return markup(applies ? ` ${name}` : "");
}

/** An attribute with a value, left out when there is none. */
export function attribute(name: string, value: string | number | undefined): Html {
  return value === undefined ? markup("") : html` ${trusted(name)}="${value}"`;
}

/** The finished text. */
export function htmlText(piece: Html): string {
  return piece[MARKUP];
}
