import { SearchX } from "lucide-react";
import { Button } from "./components/button.tsx";
import { Notice } from "./components/notice.tsx";
import { ScreenLink } from "./components/screen-link.tsx";
import { pageWords } from "./language/page-words.ts";

export default async function NotFound() {
  const t = await pageWords();
  return (
    <main id="content" className="grow">
      <Notice
        heading="h1"
        icon={SearchX}
        title={t("state.notFoundTitle")}
        action={
          <Button asChild>
            <ScreenLink href="/">{t("state.toHome")}</ScreenLink>
          </Button>
        }
      >
        {t("state.notFoundBody")}
      </Notice>
    </main>
  );
}
