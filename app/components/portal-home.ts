/** Where menus are drawn: inside the page's main landmark, so that nothing lies outside of one. Browser only. */
export function portalHome(): HTMLElement | null {
  return typeof document === "undefined" ? null : document.getElementById("content");
}
