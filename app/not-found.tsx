import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "./components/button.tsx";
import { Notice } from "./components/notice.tsx";
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
            <Link href="/">{t("state.toHome")}</Link>
          </Button>
        }
      >
        {t("state.notFoundBody")}
      </Notice>
    </main>
  );
}
