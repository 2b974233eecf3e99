import type { FrontRequest } from "../http/exchange.ts";
import type { Invited } from "../invitations/find-invitation.ts";
import type { Reading } from "../owner-page/document.ts";
import type { FieldWave } from "./field-waves.ts";
import type { OwnerDesk } from "./owner-desk.ts";

/** Somebody with a link that opens, at the owner's door. */
export type Visit = {
  readonly desk: OwnerDesk;
  readonly request: FrontRequest;
  readonly invited: Invited;
  readonly wave: FieldWave;
  readonly reading: Reading;
};
