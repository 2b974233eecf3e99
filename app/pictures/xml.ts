const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text inside a drawing. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}

/** An element with its attributes; those that are undefined are left out. Numbers keep two decimals. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  inside = "",
): string {
  const told = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const text = typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
      return ` ${key}="${escaped(text)}"`;
    })
    .join("");
  return inside === "" ? `<${name}${told}/>` : `<${name}${told}>${inside}</${name}>`;
}
