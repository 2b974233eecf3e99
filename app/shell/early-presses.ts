/** Told to the document when React has taken the page over. */
export const ALIVE = "page-alive";

/**
 * Keeps the last press on a button for which the page was not ready yet, and presses again once it is: on a slow phone a page is
 * seen seconds before its script is there. Links need no script and are left alone. What leads up to a press is kept from React, which
 * would go through the whole page at once for each, and answer none sooner. Runs in the page before anything else, as text, so it
 * stands by itself.
 */
export function keepEarlyPresses(alive: string): void {
  const before = ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend"];
  let kept: HTMLElement | undefined;
  const hush = (event: Event) => event.stopImmediatePropagation();
  const keep = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    kept?.removeAttribute("aria-busy");
    button.setAttribute("aria-busy", "true");
    kept = button;
  };
  addEventListener("click", keep, true);
  for (const each of before) addEventListener(each, hush, { capture: true, passive: true });
  document.addEventListener(
    alive,
    () => {
      removeEventListener("click", keep, true);
      for (const each of before) removeEventListener(each, hush, true);
      kept?.removeAttribute("aria-busy");
      // React is still at work in this moment, and would let the press fall
      setTimeout(() => {
        if (!kept?.isConnected) return;
        // some menus open when the pointer goes down
        kept.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, cancelable: true }));
        kept.click();
      });
    },
    { once: true },
  );
}
