/**
 * Where menus are drawn: inside the dialog they were opened in, whose outside cannot be reached, otherwise inside the page's main landmark,
 * so that nothing lies outside of one. Browser only.
 */
export function portalHome(anchor?: HTMLElement | null): HTMLElement | null {
  if (typeof document === "undefined") return null;
  return anchor?.closest<HTMLElement>("[role=dialog]") ?? document.getElementById("content");
}
