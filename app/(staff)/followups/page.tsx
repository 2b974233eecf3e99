import { FollowupsScreen } from "../../followups/followups-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("followups");

export default async function FollowupsPage() {
  await mustBeSignedIn();
  await pageAnswers().prefetchQuery(questions.followups.list.queryOptions({ handled: false }));
  return (
    <Answered>
      <ScreenWords of={["followups"]}>
        <FollowupsScreen />
      </ScreenWords>
    </Answered>
  );
}
