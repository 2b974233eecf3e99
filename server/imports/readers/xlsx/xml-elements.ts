const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export type XmlElement = {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : "";
}

/** Text of XML: the five named entities, numbered ones, CDATA, and the escapes `_xHHHH_` that workbooks use. */
export function xmlText(raw: string): string {
  let text = raw;
  if (text.includes("<![CDATA["))
    text = text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => inner.replaceAll("&", "&amp;"));
  if (text.includes("&")) {
    text = text.replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
      (whole, hex?: string, digits?: string, name?: string) =>
        hex
          ? character(Number.parseInt(hex, 16))
          : digits
            ? character(Number(digits))
            : (NAMED[name ?? ""] ?? whole),
    );
  }
  if (text.includes("_x"))
    text = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return text;
}

/** The tags of a small XML part in order, for parts which are read whole. Entities of a DTD are never expanded. */
export function* xmlElements(xml: string): Generator<XmlElement> {
  for (const [, slash, name = "", attributeText = ""] of xml.matchAll(TAG)) {
    const attributes: Record<string, string> = {};
    for (const [, key = "", double, single] of attributeText.matchAll(ATTRIBUTE))
      attributes[key] = xmlText(double ?? single ?? "");
    yield { name, closing: slash === "/", attributes };
  }
}
