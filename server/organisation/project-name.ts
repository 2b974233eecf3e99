/** A project as a row of a list names it. */
export type ProjectNamed = { readonly project: string; readonly projectEn: string | null };
