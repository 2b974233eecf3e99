"use client";

import { Building2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Notice } from "../components/notice.tsx";
import { PageFrame, PageName } from "./page-frame.tsx";

/** For somebody whose account has no role yet. */
export function NoUnit() {
  const t = useTranslations("state");
  const nav = useTranslations("nav");
  return (
    <PageFrame bar={<PageName>{nav("homeOther")}</PageName>}>
      <Notice heading="h1" icon={Building2} title={t("noUnitTitle")}>
        {t("noUnitBody")}
      </Notice>
    </PageFrame>
  );
}
