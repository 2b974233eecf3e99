"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SavedPage, SavedView } from "#server/saved-views/list-views.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";

const ViewDialog = dynamic(() => import("./view-dialog.tsx").then((module) => module.ViewDialog), {
  ssr: false,
});
const ITEM =
  "target-44 flex min-h-8 cursor-pointer items-center gap-3 rounded-ctl px-2.5 py-1 text-13 outline-none data-[highlighted]:bg-accent-soft";

/** The pictures one keeps and those colleagues share; keeps this one, renames, shares and deletes. */
export function ViewsMenu({ page }: { readonly page: SavedPage }) {
  const t = useTranslations("views");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const viewing = useMe().viewingAs !== null;
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<SavedView | "new">();
  const views = useQuery(trpc.views.list.queryOptions(undefined, { enabled: open }));
  const onSuccess = () => cache.invalidateQueries(trpc.views.list.queryFilter());
  const onError = () => toast(t("refused"), "danger");
  const restore = useMutation(trpc.views.restore.mutationOptions({ onSuccess, onError }));
  const remove = useMutation(
    trpc.views.delete.mutationOptions({
      onError,
      onSuccess: (_, { id }) => {
        void onSuccess();
        toast(t("deleted"), "plain", () => restore.mutate({ id }));
      },
    }),
  );
  return (
    <>
      <DropdownMenu.Root open={open} onOpenChange={setOpen} modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button size="small" aria-label={t("menu")} className="print:hidden">
            <Icon of={Bookmark} />
            <span className="max-xl:sr-only">{t("menu")}</span>
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={portalHome()}>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            className="slide-in scroll-quiet z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-2"
          >
            {!viewing && (
              <DropdownMenu.Item className={ITEM} onSelect={() => setDialog("new")}>
                <b>{t("save")}</b>
              </DropdownMenu.Item>
            )}
            {(views.data ?? []).map((view) => (
              <div key={view.id} className="flex items-center border-t border-line">
                <DropdownMenu.Item
                  className={`${ITEM} min-w-0 grow`}
                  onSelect={() => router.push(`${view.page}${view.query ? `?${view.query}` : ""}`)}
                >
                  <span className="min-w-0">
                    <span className="block truncate">{view.name}</span>
                    <span className="block text-12 text-ink-3">
                      {view.mine
                        ? t(view.sharedWith ? "sharedByMe" : "onlyMine")
                        : t("by", { name: view.by ?? "" })}
                    </span>
                  </span>
                </DropdownMenu.Item>
                {view.mine && !viewing && (
                  <>
                    <DropdownMenu.Item className={ITEM} onSelect={() => setDialog(view)}>
                      {t("edit")}
                    </DropdownMenu.Item>
                    <DropdownMenu.Item
                      className={ITEM}
                      onSelect={(event) => {
                        event.preventDefault();
                        remove.mutate({ id: view.id });
                      }}
                    >
                      {t("delete")}
                    </DropdownMenu.Item>
                  </>
                )}
              </div>
            ))}
            {views.data?.length === 0 && (
              <p className="border-t border-line px-2.5 py-2 text-12 text-ink-3">{t("none")}</p>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {dialog && <ViewDialog view={dialog} page={page} onClose={() => setDialog(undefined)} />}
    </>
  );
}
