/** How the menus of files and pictures look. */
export const MENU =
  "slide-in z-50 max-w-[calc(100vw-16px)] min-w-56 rounded-panel border border-line bg-raised p-1 shadow-2";
export const MENU_ITEM =
  "target-44 flex min-h-8 cursor-pointer items-center gap-3 rounded-ctl px-2.5 py-1 text-13 outline-none data-[highlighted]:bg-accent-soft";
