import { breakLines } from "./break-lines.ts";
import { drawPart } from "./draw-part.ts";
import { penFor } from "./draw-words.ts";
import { inDaylight } from "./in-daylight.ts";
import type { PictureWords } from "./picture-words.ts";
import { escaped, tag } from "./xml.ts";

/** A drawing that stands by itself, with its size in pixels. */
type Picture = { readonly text: string; readonly width: number; readonly height: number };

const [PAD, LEAST] = [16, 320] as const;

type Style = { readonly size: number; readonly weight: number; readonly colour: string };

/**
 * A part of the page as a picture on white, whatever the reader's theme: what it is over it, where it comes from below. Browser only.
 */
export function pictureOf(part: Element, words: PictureWords): Picture {
  return inDaylight(() => {
    const root = getComputedStyle(document.documentElement);
    const colour = (name: string) => root.getPropertyValue(name).trim();
    const family = getComputedStyle(document.body).fontFamily;
    const drawing = drawPart(part);
    const width = Math.max(LEAST, Math.ceil(drawing.width) + 2 * PAD);
    let down = PAD - 4;
    const write = (text: string, { size, weight, colour: fill }: Style) => {
      const pen = penFor(`${weight} ${size}px ${family}`);
      const lines = breakLines(text, width - 2 * PAD, (each) => pen.measureText(each).width);
      return lines
        .map((line) => {
          down += Math.round(size * 1.45);
          const place = { x: PAD, y: down, "font-size": size, "font-weight": weight, fill };
          return tag("text", place, escaped(line));
        })
        .join("");
    };
    const head = [
      write(words.title, { size: 15, weight: 600, colour: colour("--ink") }),
      write(words.about, { size: 12, weight: 400, colour: colour("--ink-2") }),
    ];
    const top = down + 12;
    down = top + drawing.height + 6;
    const foot = write(words.source, { size: 11, weight: 400, colour: colour("--ink-3") });
    const height = Math.ceil(down + PAD);
    const few = `<defs><pattern id="few" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke="${colour("--line-strong")}" stroke-width="1"/></pattern></defs>`;
    const inside = [
      tag("title", {}, escaped(words.title)),
      few,
      tag("rect", { width: "100%", height: "100%", fill: colour("--surface") }),
      ...head,
      tag("g", { transform: `translate(${PAD} ${Math.round(top)})` }, drawing.body),
      foot,
    ].join("");
    const text = tag(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
        "font-family": family,
      },
      inside,
    );
    return { text, width, height };
  });
}

/** The same in points, twice as fine as on the screen. @throws Error when the browser cannot draw it */
export async function pngOf({ text, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
