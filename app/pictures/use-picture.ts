"use client";

import { useMutation } from "@tanstack/react-query";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import type { PictureName } from "#server/exports/picture-names.ts";
import { useToast } from "../components/toaster.tsx";
import { download } from "../exports/download.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { PictureWords } from "./picture-words.ts";

export const PICTURES = ["png", "svg"] as const;
type PictureFormat = (typeof PICTURES)[number];

/** Takes a part of the page along as a picture. It is noted in the log before it leaves. */
export function usePicture(
  what: PictureName,
  part: RefObject<Element | null>,
  words: PictureWords,
): (format: PictureFormat) => Promise<void> {
  const t = useTranslations("exports");
  const toast = useToast();
  const trpc = useTRPC();
  const noteChart = useMutation(trpc.exports.noteChart.mutationOptions());
  return async (format: PictureFormat) => {
    if (!part.current) {
      toast(t("noChart"), "danger");
      return;
    }
    try {
      // not before somebody wants one
      const { pictureOf, pngOf } = await import("./picture-of.ts");
      const picture = pictureOf(part.current, words);
      const file =
        format === "png" ? await pngOf(picture) : new Blob([picture.text], { type: "image/svg+xml" });
      const address = window.location.search.replace(/^\?/, "").slice(0, 1_000);
      await noteChart.mutateAsync({ what, format, address });
      download(file, `${words.title}.${format}`.replace(/[\\/:*?"<>|]/g, "_"));
      toast(t("done"));
    } catch {
      toast(t("failed"), "danger");
    }
  };
}
