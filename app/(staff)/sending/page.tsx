import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { SendingScreen } from "../../sending/sending-screen.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("sending");

export default async function SendingPage() {
  await mustBeSignedIn();
  await pageAnswers().prefetchQuery(questions.mailings.phoneOrders.queryOptions());
  return (
    <Answered>
      <ScreenWords of={["sending", "invitations"]}>
        <SendingScreen />
      </ScreenWords>
    </Answered>
  );
}
