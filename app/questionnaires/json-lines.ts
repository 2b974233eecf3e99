/** Where in a JSON text something stands: 1-based lines by path, e.g. `questions/3/title/zh`. */
export function linesOfPaths(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;

  function skip(): void {
    for (; at < text.length && /[\s,:]/.test(text[at] ?? ""); at++) if (text[at] === "\n") line++;
  }
  function word(): string {
    const start = at;
    for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
    at++;
    try {
      return String(JSON.parse(text.slice(start, at)));
    } catch {
      return "";
    }
  }
  function value(path: string): void {
    skip();
    lines.set(path, line);
    const sign = text[at];
    if (sign === '"') word();
    else if (sign === "{" || sign === "[") group(path, sign === "{");
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at++;
  }
  function group(path: string, named: boolean): void {
    at++;
    for (let place = 0; ; place++) {
      skip();
      if (at >= text.length || text[at] === "}" || text[at] === "]") break;
      const before = at;
      const key = named ? word() : String(place);
      value(path === "" ? key : `${path}/${key}`);
      // whatever is no JSON at all must not hold us up
      if (at === before) break;
    }
    at++;
  }
  value("");
  return lines;
}

/** The line a parser's complaint is about; the last one when it does not say. */
export function lineOfSyntaxError(text: string, message: string): number {
  const said = /line (\d+)/.exec(message);
  if (said) return Number(said[1]);
  const position = /position (\d+)/.exec(message);
  return text.slice(0, position ? Number(position[1]) : text.length).split("\n").length;
}
