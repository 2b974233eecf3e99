import { download } from "./download.ts";

/** What became of a wish for a file: its name, or the status it was refused with; 0 when the server was not reached. */
export type FetchedFile = { readonly name: string } | { readonly refused: number };

function nameOf({ headers }: Response): string {
  const said = headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(said)?.[1] ?? "data");
}

/**
 * Fetches a file and hands it to the browser to keep, but never the refusal in its place, as a plain link with
 * `download` does.
 * @param fields sent as a form; the file is asked for by its address alone when absent
 */
export async function fetchFile(
  address: string,
  fields?: Readonly<Record<string, string>>,
): Promise<FetchedFile> {
  try {
    const answer = await fetch(address, fields && { method: "POST", body: new URLSearchParams(fields) });
    if (!answer.ok) return { refused: answer.status };
    const name = nameOf(answer);
    download(await answer.blob(), name);
    return { name };
  } catch {
    return { refused: 0 };
  }
}

/**
 * Opens a page to be printed in a tab of its own, if there is one to open.
 * @returns the status it was refused with; 0 when the server was not reached
 */
export async function openPage(address: string): Promise<number | undefined> {
  // within the click, as browsers open no tab later
  const tab = window.open("about:blank", "_blank");
  const answer = await fetch(address, { method: "HEAD" }).catch(() => undefined);
  if (!answer?.ok) {
    tab?.close();
    return answer?.status ?? 0;
  }
  if (tab) {
    tab.opener = null;
    tab.location.replace(address);
  } else window.location.assign(address);
  return undefined;
}
