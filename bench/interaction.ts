import type { Page } from "playwright-core";

export type Interaction = {
  readonly name: string;
  /** From the press to the frame that answers it, in ms; Chromium counts in steps of 8. Below 16 it reports nothing: 0. */
  readonly ms: number;
};

declare global {
  var interactions: { name: string; duration: number; id: number }[];
}

/** Lets a page write down how long its interactions take to the next frame. To be called before it is opened. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.interactions = [];
    const take = (entries: PerformanceObserverEntryList) => {
      for (const entry of entries.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId)
          globalThis.interactions.push({
            name: entry.name,
            duration: entry.duration,
            id: entry.interactionId,
          });
    };
    new PerformanceObserver(take).observe({ type: "event", durationThreshold: 16, buffered: true } as never);
  });
}

/** Does something on the page and says how long its slowest interaction took to the next frame. */
export async function interaction(page: Page, name: string, deed: () => Promise<void>): Promise<Interaction> {
  await page.evaluate(() => {
    globalThis.interactions = [];
  });
  await deed();
  // entries arrive after the frame they are about
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done, 250)))),
  );
  const ms = await page.evaluate(() =>
    Math.max(0, ...globalThis.interactions.map(({ duration }) => duration)),
  );
  return { name, ms };
}
