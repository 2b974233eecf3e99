import { pageTitle } from "../../language/page-title.ts";
import { WavesScreen } from "../../waves/waves-screen.tsx";

export const generateMetadata = () => pageTitle("waves");

export default function WavesPage() {
  return <WavesScreen />;
}
