import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { SettingsScreen } from "../../settings/settings-screen.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("settings");

export default async function SettingsPage() {
  await pageAnswers().prefetchQuery(questions.settings.list.queryOptions());
  return (
    <ScreenWords of={["settings"]}>
      <Answered>
        <SettingsScreen />
      </Answered>
    </ScreenWords>
  );
}
