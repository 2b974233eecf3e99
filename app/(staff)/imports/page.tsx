import { ImportsScreen } from "../../imports/imports-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";

export const generateMetadata = () => pageTitle("imports");

export default function ImportsPage() {
  return <ImportsScreen />;
}
