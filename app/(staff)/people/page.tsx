import { pageTitle } from "../../language/page-title.ts";
import { PeopleScreen } from "../../people/people-screen.tsx";

export const generateMetadata = () => pageTitle("people");

export default function PeoplePage() {
  return <PeopleScreen />;
}
