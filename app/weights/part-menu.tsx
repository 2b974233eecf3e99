"use client";

import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { memo, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { addItem, movePart, type Part, parentOf, retirePart } from "#analytics/edit-tree.ts";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useNames } from "../language/use-names.ts";
import { IndicatorDialog, RenameDialog } from "./indicator-dialogs.tsx";
import { MeasureDialog } from "./measure-dialog.tsx";
import { ScoringDialog } from "./scoring-dialog.tsx";
import { useTitles } from "./use-titles.ts";
import { useHand, useWorkbench } from "./workbench-context.tsx";

type Dialog = "rename" | "scoring" | "measure" | "indicator" | "newMeasure";

const ENTRY =
  "target-44 flex min-h-8 cursor-pointer items-center rounded-ctl px-3 py-1 text-13 whitespace-nowrap outline-none data-[highlighted]:bg-accent-soft data-[disabled]:text-ink-4";
const LIST =
  "slide-in scroll-quiet z-50 max-h-80 min-w-40 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-2";

/** What can be done with a part: name it, score it, add below it, move it, retire it. */
export const PartMenu = memo(function PartMenu({
  id,
  kind,
  name,
}: {
  readonly id: string;
  readonly kind: Part["kind"];
  readonly name: string;
}) {
  const t = useTranslations("weights");
  const { editable } = useHand();
  const [dialog, setDialog] = useState<Dialog>();
  if (!editable) return null;
  const close = () => setDialog(undefined);
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label={t("menuOf", { name })}
          className="target-44 inline-grid size-6 shrink-0 place-items-center rounded-ctl text-ink-3 hover:bg-sunken print:hidden"
        >
          <Icon of={Ellipsis} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={portalHome()}>
          <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={LIST}>
            <Deeds id={id} kind={kind} onDialog={setDialog} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {dialog === "rename" && <RenameDialog id={id} onClose={close} />}
      {dialog === "indicator" && <IndicatorDialog parent={id} onClose={close} />}
      {dialog === "scoring" && <ScoringDialog id={id} onClose={close} />}
      {dialog === "measure" && <MeasureDialog id={id} onClose={close} />}
      {dialog === "newMeasure" && <MeasureDialog parent={id} onClose={close} />}
    </>
  );
});

function Deeds({
  id,
  kind,
  onDialog,
}: {
  readonly id: string;
  readonly kind: Part["kind"];
  readonly onDialog: (dialog: Dialog) => void;
}) {
  const t = useTranslations("weights");
  const { definition, edit } = useWorkbench();
  const titles = useTitles();
  const own = nodesOf(definition.tree).find((node) => node.id === id);
  const inside = new Set(own ? nodesOf(own).map((node) => node.id) : []);
  const parent = parentOf(definition, id)?.id;
  const targets = nodesOf(definition.tree).filter(
    (node) =>
      node.id !== parent &&
      !inside.has(node.id) &&
      (kind === "indicator" ? node.items === undefined : node.combine === undefined),
  );
  return (
    <>
      {kind === "indicator" && (
        <>
          <Entry onSelect={() => onDialog("rename")}>{t("rename")}</Entry>
          {own?.items === undefined && (
            <Entry onSelect={() => onDialog("indicator")}>{t("addIndicator")}</Entry>
          )}
          {own?.combine === undefined && <AddItems to={id} />}
          {own?.combine === undefined && (
            <Entry onSelect={() => onDialog("newMeasure")}>{t("addMeasure")}</Entry>
          )}
        </>
      )}
      {kind === "item" && <Entry onSelect={() => onDialog("scoring")}>{t("scoring")}</Entry>}
      {kind === "measure" && <Entry onSelect={() => onDialog("measure")}>{t("anchors")}</Entry>}
      <Choice title={t("moveTo")} nothing={targets.length === 0 ? t("nowhereToMove") : undefined}>
        {targets.map((node) => (
          <Entry key={node.id} onSelect={() => edit((from) => movePart(from, id, node.id))}>
            {titles.of(node.id)}
          </Entry>
        ))}
      </Choice>
      <Entry onSelect={() => edit((from) => retirePart(from, id))}>{t("retire")}</Entry>
    </>
  );
}

function Entry({ onSelect, children }: { readonly onSelect: () => void; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Item className={ENTRY} onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  );
}

/** A list that opens beside its entry. Where it would be empty, `nothing` says why. */
function Choice({
  title,
  nothing,
  children,
}: {
  readonly title: string;
  readonly nothing: string | undefined;
  readonly children: ReactNode;
}) {
  if (nothing !== undefined)
    return (
      <DropdownMenu.Item className={`${ENTRY} flex-col items-start`} disabled>
        {title}
        <span className="text-12 text-ink-3">{nothing}</span>
      </DropdownMenu.Item>
    );
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={ENTRY}>{title}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.SubContent sideOffset={4} collisionPadding={8} className={LIST}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

/** Items that are defined but stand nowhere in the tree, and rated questions of the questionnaire nobody defined yet. */
function AddItems({ to }: { readonly to: string }) {
  const t = useTranslations("weights");
  const names = useNames();
  const { definition, view, edit } = useWorkbench();
  const placed = new Set(nodesOf(definition.tree).flatMap((node) => Object.keys(node.items ?? {})));
  const known = Object.entries(definition.items).map(([id, item]) => ({ id, item }));
  const fresh = view.addable.items.filter(({ id }) => !(id in definition.items));
  const choices = [...known, ...fresh].filter(({ id }) => !placed.has(id));
  return (
    <Choice title={t("addItem")} nothing={choices.length === 0 ? t("allPlaced") : undefined}>
      {choices.map(({ id, item }) => (
        <Entry key={id} onSelect={() => edit((from) => addItem(from, to, id, item))}>
          {item.title ? names.text(item.title) : id}
          <span className="ml-auto pl-4 text-12 text-ink-3">{id}</span>
        </Entry>
      ))}
    </Choice>
  );
}
