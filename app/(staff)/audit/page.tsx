import { AuditScreen } from "../../audit/audit-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";

export const generateMetadata = () => pageTitle("audit");

export default function AuditPage() {
  return <AuditScreen />;
}
