import { AppError } from "#server/app-error.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { annualWaveOf } from "#server/waves/wave-facts.ts";
import { publicationsOf, type Verification, verifyPublication } from "./verify-publication.ts";

function nameOf({ publication: { definition, kind } }: Verification): string {
  return `${kind} under ${definition.id}@${definition.version}`;
}

/**
 * Computes everything that is kept of a year-end wave again: the numbers it was published with, and those it was restated
 * with.
 * @returns one verification a publication, oldest first; each compared at least one number
 * @throws AppError `not_found` when nothing is kept, `conflict` when kept rows were changed or a number comes out otherwise
 */
export async function verifyWave(sources: Sources, year: number): Promise<readonly Verification[]> {
  const { id } = await annualWaveOf(sources.db, year);
  const publications = await publicationsOf(sources.db, [id]);
  if (publications.length === 0)
    throw new AppError(
      "not_found",
      `No numbers of the year-end wave ${year} are kept: publish the wave, or, if it was published before numbers were kept, use ov keep.`,
    );
  const verifications: Verification[] = [];
  for (const publication of publications) {
    const verification = await verifyPublication(sources, publication.id);
    const { untouched, different, compared } = verification;
    if (!untouched)
      throw new AppError(
        "conflict",
        `The numbers ${nameOf(verification)} are not those that were kept, their fingerprint differs: restore the record from a backup.`,
      );
    if (different.length > 0)
      throw new AppError(
        "conflict",
        `${different.length} of ${compared} numbers ${nameOf(verification)} come out otherwise now, such as ${different[0]}: find out what changed since ${publication.publishedAt}.`,
        { different: different.slice(0, 100) },
      );
    verifications.push(verification);
  }
  return verifications;
}
