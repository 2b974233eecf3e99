import {
  ChartScatter,
  ClipboardList,
  FileText,
  GitCompareArrows,
  GitFork,
  Headset,
  HeartHandshake,
  Home,
  LayoutGrid,
  type LucideIcon,
  MessageSquareLock,
  MessageSquareQuote,
  Network,
  Settings2,
  ShieldCheck,
  SlidersHorizontal,
  Upload,
  UserRoundX,
  Wrench,
} from "lucide-react";
import type { MeView } from "#server/auth/me-view.ts";

type SectionShape = {
  readonly key: string;
  readonly path: string;
  readonly icon: LucideIcon;
  readonly group: "work" | "analysis" | "manage";
  readonly capability: string;
};

const SECTIONS = [
  { key: "home", path: "/", icon: Home, group: "work", capability: "readings.read" },
  { key: "indicators", path: "/indicators", icon: LayoutGrid, group: "work", capability: "readings.read" },
  { key: "waves", path: "/waves", icon: ClipboardList, group: "work", capability: "readings.read" },
  { key: "interviews", path: "/interviews", icon: Headset, group: "work", capability: "callbacks.work" },
  {
    key: "followups",
    path: "/followups",
    icon: HeartHandshake,
    group: "work",
    capability: "callbacks.work",
  },
  {
    key: "compare",
    path: "/compare",
    icon: GitCompareArrows,
    group: "analysis",
    capability: "readings.read",
  },
  { key: "why", path: "/why", icon: GitFork, group: "analysis", capability: "readings.read" },
  { key: "explore", path: "/explore", icon: ChartScatter, group: "analysis", capability: "readings.read" },
  {
    key: "voices",
    path: "/voices",
    icon: MessageSquareQuote,
    group: "analysis",
    capability: "readings.read",
  },
  { key: "operations", path: "/operations", icon: Wrench, group: "analysis", capability: "readings.read" },
  {
    key: "questionnaires",
    path: "/questionnaires",
    icon: FileText,
    group: "manage",
    capability: "questionnaires.read",
  },
  {
    key: "weights",
    path: "/weights",
    icon: SlidersHorizontal,
    group: "manage",
    capability: "definitions.read",
  },
  { key: "imports", path: "/imports", icon: Upload, group: "manage", capability: "imports.read" },
  { key: "sending", path: "/sending", icon: MessageSquareLock, group: "manage", capability: "vault.reveal" },
  { key: "erasures", path: "/erasures", icon: UserRoundX, group: "manage", capability: "vault.erase" },
  { key: "people", path: "/people", icon: Network, group: "manage", capability: "people.manage" },
  { key: "audit", path: "/audit", icon: ShieldCheck, group: "manage", capability: "audit.read" },
  { key: "settings", path: "/settings", icon: Settings2, group: "manage", capability: "settings.read" },
] as const satisfies readonly SectionShape[];

export type SectionKey = (typeof SECTIONS)[number]["key"];

export type Section = SectionShape & { readonly key: SectionKey };

/** The sections a person may open; others do not appear at all. */
export function sectionsFor(me: Pick<MeView, "capabilities">): readonly Section[] {
  return SECTIONS.filter((section) => me.capabilities.includes(section.capability));
}

/** Whether an address lies in a section. */
export function isInSection(section: Section, path: string): boolean {
  return section.path === "/" ? path === "/" : path === section.path || path.startsWith(`${section.path}/`);
}
