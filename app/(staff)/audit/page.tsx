import { AuditScreen } from "../../audit/audit-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";

export const generateMetadata = () => pageTitle("audit");

export default function AuditPage() {
  return (
    <ScreenWords of={["audit"]}>
      <AuditScreen />
    </ScreenWords>
  );
}
