import type { WaveState } from "#server/indicators/wave-option.ts";

/** What decides which pages a wave has for somebody. */
export type TabWave = {
  readonly state: WaveState;
  readonly origin: "system" | "import" | "seed";
  readonly mayManage: boolean;
};

export type WaveTabKey = "close" | "method" | "plan" | "frame" | "monitor" | "invitations" | "quality";

export type WaveTab = {
  readonly key: WaveTabKey;
  /** Below /waves/[id]; empty for the wave's own page. */
  readonly path: string;
  readonly isShown: (wave: TabWave) => boolean;
};

/** The pages of a wave, in the order of its life. A new page adds its line and `wave.tab_<key>` to the words. */
export const WAVE_TABS: readonly WaveTab[] = [
  { key: "plan", path: "", isShown: () => true },
  { key: "frame", path: "frame", isShown: ({ mayManage }) => mayManage },
  {
    key: "invitations",
    path: "invitations",
    isShown: ({ state, mayManage }) => mayManage && state !== "draft",
  },
  { key: "monitor", path: "monitor", isShown: ({ state }) => state !== "draft" },
  {
    key: "quality",
    path: "quality",
    isShown: ({ state, mayManage }) => mayManage && state !== "draft" && state !== "locked",
  },
  {
    key: "close",
    path: "close",
    isShown: ({ state, mayManage }) => mayManage && state !== "draft" && state !== "locked",
  },
  {
    key: "method",
    path: "method",
    isShown: ({ state, origin, mayManage }) =>
      state === "published" ||
      ((mayManage || origin !== "system") && state !== "draft" && state !== "locked"),
  },
];
