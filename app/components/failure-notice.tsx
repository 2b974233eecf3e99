"use client";

import {
  ClipboardList,
  CloudOff,
  DatabaseZap,
  LockKeyhole,
  RefreshCw,
  Scale,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { failureOf } from "../trpc/failure.ts";
import { Button } from "./button.tsx";
import { Icon } from "./glyph.tsx";
import { Notice } from "./notice.tsx";
import { ScreenLink } from "./screen-link.tsx";

/** A question that was not answered: what happened, what is safe, and what to do now. */
export function FailureNotice({
  error,
  onRetry,
  heading = "h1",
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** `h1` where it stands for the whole page. */
  readonly heading?: "h1" | "h3";
}) {
  const t = useTranslations("state");
  const failure = failureOf(error);
  const retry = (
    <Button onClick={onRetry}>
      <Icon of={RefreshCw} />
      {t("retry")}
    </Button>
  );
  const home = (
    <Button asChild>
      <ScreenLink href="/">{t("toHome")}</ScreenLink>
    </Button>
  );
  switch (failure.code) {
    case "offline":
      return (
        <Notice heading={heading} icon={CloudOff} title={t("offlineTitle")} action={retry}>
          {t("offlineBody")}
        </Notice>
      );
    case "forbidden":
    case "not_found":
      return (
        <Notice heading={heading} icon={LockKeyhole} title={t("forbiddenTitle")} action={home}>
          {t("forbiddenBody")}
        </Notice>
      );
    case "nothing_yet":
      return (
        <Notice
          heading={heading}
          icon={ClipboardList}
          title={t("nothingYetTitle")}
          action={
            <Button asChild>
              <ScreenLink href="/waves">{t("toWaves")}</ScreenLink>
            </Button>
          }
        >
          {t("nothingYetBody")}
        </Notice>
      );
    case "empty_strata":
      return (
        <Notice
          heading={heading}
          icon={Scale}
          title={t("emptyStrataTitle")}
          action={
            <Button asChild>
              <ScreenLink href="/weights">{t("toWeights")}</ScreenLink>
            </Button>
          }
        >
          {t("emptyStrataBody", { count: Number(failure.details.strata ?? 0) })}
        </Notice>
      );
    case "analysis_unavailable":
      return (
        <Notice heading={heading} icon={DatabaseZap} title={t("noDataTitle")} action={retry}>
          {t("noDataBody")}
        </Notice>
      );
    default:
      return (
        <Notice heading={heading} icon={TriangleAlert} tone="danger" title={t("failedTitle")} action={retry}>
          {failure.id ? t("failedBody", { id: failure.id }) : t("failedBodyPlain")}
        </Notice>
      );
  }
}
