/** What Next gives a page: its address behind the question mark. */
export type PageAddress = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };
