"use client";

import { ImageDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import type { PictureName } from "#server/exports/picture-names.ts";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { MENU, MENU_ITEM } from "../exports/menu-classes.ts";
import { useMe } from "../shell/me-context.tsx";
import { type Pictured, usePictureWords } from "./picture-words.ts";
import { PICTURES, usePicture } from "./use-picture.ts";

export type PictureMenuProps = {
  readonly what: PictureName;
  /** The part of the page that is drawn. */
  readonly of: RefObject<Element | null>;
  readonly view: Pictured;
  readonly title: string;
  /** What its numbers are counted in. */
  readonly measure: string;
  /** Of how many, where that is another number than the answer's. */
  readonly n?: number | null | undefined;
};

/** Takes a chart along as a picture, for those who may take files. */
export function PictureMenu(props: PictureMenuProps) {
  const allowed = useMe().capabilities.includes("exports.run");
  return allowed ? <Menu {...props} /> : null;
}

function Menu(props: PictureMenuProps) {
  const t = useTranslations("exports");
  const { title } = props;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t("pictureOf", { title })}
        title={t("pictureOf", { title })}
        className="target-44 inline-flex size-7 items-center justify-center rounded-ctl text-ink-3 hover:bg-sunken hover:text-ink print:hidden"
      >
        <Icon of={ImageDown} size={15} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU}>
          <PictureItems {...props} />
          <p className="border-t border-line px-2.5 pt-1.5 pb-1 text-12 text-ink-3">{t("logged")}</p>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The kinds of a picture, to stand in a menu. */
export function PictureItems({ what, of, view, title, measure, n }: PictureMenuProps) {
  const t = useTranslations("exports");
  const take = usePicture(what, of, usePictureWords(view, title, measure, n));
  return PICTURES.map((format) => (
    <DropdownMenu.Item key={format} className={MENU_ITEM} onSelect={() => void take(format)}>
      <span className="w-18 font-semibold uppercase">{format}</span>
      <span className="text-12 text-ink-3">{t(format)}</span>
    </DropdownMenu.Item>
  ));
}
