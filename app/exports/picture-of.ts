const VARIABLE = /var\((--[\w-]+)\)/g;

/** A chart by itself: its colours worked out, on paper of the page's colour. Browser only. */
export function svgText(chart: SVGSVGElement): string {
  const style = getComputedStyle(document.documentElement);
  const text = new XMLSerializer()
    .serializeToString(chart)
    .replace(VARIABLE, (_, name: string) => style.getPropertyValue(name).trim() || "currentColor");
  const paper = `<rect width="100%" height="100%" fill="${style.getPropertyValue("--surface").trim() || "#fff"}"/>`;
  const named = text.includes("xmlns=")
    ? text
    : text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return named.replace(/(<svg[^>]*>)/, `$1${paper}`);
}

/** The same in points, twice as fine as on the screen. @throws Error when the browser cannot draw it */
export async function pngOf(chart: SVGSVGElement): Promise<Blob> {
  const { width, height } = chart.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(chart))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

/** Hands a file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
