import { notFound } from "next/navigation";
import { ImportScreen } from "../../../imports/import-screen.tsx";
import { pageTitle } from "../../../language/page-title.ts";

export const generateMetadata = () => pageTitle("imports");

export default async function ImportPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const id = Number((await params).id);
  if (!Number.isInteger(id) || id < 1) notFound();
  return <ImportScreen id={id} />;
}
