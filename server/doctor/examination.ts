/** One thing looked at: fine, worth knowing, or broken with what mends it. Texts are Chinese first, then English. */
export type Finding = {
  readonly what: string;
  readonly state: "ok" | "warning" | "broken";
  readonly says: string;
};

/** A look at one part of the installation. It reports, it never throws and never changes anything. */
export type Examination = () => Promise<Finding>;

/** Runs a look; whatever it throws becomes a finding with its sentence. */
export async function examine(what: string, look: () => Promise<Omit<Finding, "what">>): Promise<Finding> {
  try {
    return { what, ...(await look()) };
  } catch (failure) {
    return { what, state: "broken", says: failure instanceof Error ? failure.message : String(failure) };
  }
}
