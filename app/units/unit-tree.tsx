"use client";

import { ChevronDown, ChevronRight, Lock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UnitNode } from "#server/scope/unit-view.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { flatUnits } from "./flat-units.ts";

type TreeProps = {
  readonly roots: readonly UnitNode[];
  readonly current: number;
  readonly typed: string;
  readonly onChoose: (unit: UnitNode) => void;
};

/** The organisation as nested lists; what is typed is marked, and opens the branches that hold it. */
export function UnitTree({ roots, current, typed, onChoose }: TreeProps) {
  return (
    <ul>
      {roots.map((unit) => (
        <Branch key={unit.id} unit={unit} depth={0} current={current} typed={typed} onChoose={onChoose} />
      ))}
    </ul>
  );
}

function Branch({
  unit,
  depth,
  current,
  typed,
  onChoose,
}: Omit<TreeProps, "roots"> & { readonly unit: UnitNode; readonly depth: number }) {
  const t = useTranslations("unit");
  const names = useNames();
  const leadsToCurrent = flatUnits(unit.children).some((below) => below.unit.id === current);
  const [opened, setOpened] = useState<boolean>();
  const open = typed.trim() !== "" || (opened ?? (depth === 0 || unit.id === current || leadsToCurrent));
  const locked = unit.access === "summary";
  const name = names.unit(unit);
  return (
    <li>
      <div
        className={classNames(
          "flex min-h-8 items-center gap-1 rounded-ctl pr-2 text-13",
          unit.id === current ? "bg-accent-soft" : "hover:bg-sunken",
          INDENT[Math.min(depth, INDENT.length - 1)],
        )}
      >
        {unit.children.length > 0 ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t(open ? "collapse" : "expand", { name })}
            onClick={() => setOpened(!open)}
            className="target-44 grid size-6 shrink-0 place-items-center rounded-ctl text-ink-3 hover:bg-line"
          >
            <Icon of={open ? ChevronDown : ChevronRight} size={14} />
          </button>
        ) : (
          <span className="size-6 shrink-0" />
        )}
        {!HAS_NUMBERS.has(unit.kind) ? (
          <span className="flex grow items-center text-ink-3">
            <Marked text={name} typed={typed} />
          </span>
        ) : locked ? (
          <span className="flex grow items-center gap-1.5 text-ink-3">
            <Icon of={Lock} size={13} />
            <Marked text={name} typed={typed} />
            <span className="ml-auto">{t("summaryOnly")}</span>
          </span>
        ) : (
          <button
            type="button"
            aria-current={unit.id === current ? "true" : undefined}
            onClick={() => onChoose(unit)}
            className={classNames(
              "target-44 flex min-h-8 grow items-center gap-2 text-left",
              depth < 2 && "font-semibold",
            )}
          >
            <Marked text={name} typed={typed} />
            {unit.owners !== null && unit.owners > 0 && (
              <span className="ml-auto font-normal text-ink-3">{formatCount(unit.owners)}</span>
            )}
          </button>
        )}
      </div>
      {open && unit.children.length > 0 && (
        <ul>
          {unit.children.map((child) => (
            <Branch
              key={child.id}
              unit={child}
              depth={depth + 1}
              current={current}
              typed={typed}
              onChoose={onChoose}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Side branches (property companies, warranty offices, call centres) serve units; no owner belongs to them. */
const HAS_NUMBERS: ReadonlySet<UnitNode["kind"]> = new Set(["group", "region", "project"]);

const INDENT = ["pl-1", "pl-4", "pl-7", "pl-10"] as const;

function Marked({ text, typed }: { readonly text: string; readonly typed: string }) {
  const wanted = typed.trim().toLowerCase();
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return <span className="whitespace-nowrap">{text}</span>;
  return (
    <span className="whitespace-nowrap">
      {text.slice(0, at)}
      <mark className="bg-d-2 text-ink">{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </span>
  );
}
