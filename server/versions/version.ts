import { AppError } from "#server/app-error.ts";

/** What is changed as versions that two people put in force. */
export type VersionKind = "definition" | "questionnaire";

/** A version by its name. */
export type VersionName = { readonly id: string; readonly version: number };

export type VersionStatus = "draft" | "review" | "published" | "retired";

/** Where a draft stands: give the hash back when changing it, so that nobody's change is lost. */
export type DraftState = VersionName & { readonly hash: string };

/** A version as far as its way from draft to publication goes. */
export type Version = DraftState & {
  readonly status: VersionStatus;
  /** Null for what shipped with the product. */
  readonly draftedBy: string | null;
};

/** Nothing tells a version that does not exist from one that is not for the asker. */
export function unknownVersion({ id, version }: VersionName): AppError {
  return new AppError(
    "not_found",
    `There is no version ${version} of ${id} for you: choose one from the list.`,
  );
}

/** @throws AppError `conflict` unless the version is in that state */
export function needStatus(of: Version, status: VersionStatus, deed: string): void {
  if (of.status !== status)
    throw new AppError(
      "conflict",
      `Version ${of.version} of ${of.id} is ${of.status}, and ${deed} needs it to be ${status}: reload the page to see what can be done now.`,
      { status: of.status },
    );
}

/** A draft that is about to be changed. @throws AppError `conflict` when it is no draft or was changed since it was read */
export function needUnchangedDraft(draft: Version, hash: string): void {
  needStatus(draft, "draft", "changing it");
  if (draft.hash !== hash)
    throw new AppError(
      "conflict",
      "This draft was changed by somebody else meanwhile: reload it and make your change again.",
      { hash: draft.hash },
    );
}
