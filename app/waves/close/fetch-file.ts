/** Fetches a file by a form and hands it to the browser to keep. @returns its name, undefined when it was refused */
export async function fetchFile(
  address: string,
  fields: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) }).catch(
    () => undefined,
  );
  if (!answer?.ok) return undefined;
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "data";
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // some browsers begin to read only after the click has returned
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}
