/** Hides every transition, so that a colour asked for is the one it ends in. */
const STILL = "*, *::before, *::after { transition: none !important; }";

/**
 * Does something while the page has its light colours, whatever the reader has chosen; nothing is painted meanwhile. Files are on
 * white paper.
 */
export function inDaylight<T>(work: () => T): T {
  const root = document.documentElement;
  const { theme } = root.dataset;
  const still = new CSSStyleSheet();
  still.replaceSync(STILL);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  root.dataset.theme = "light";
  try {
    return work();
  } finally {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
  }
}
