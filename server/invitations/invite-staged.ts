import type { Database } from "../database/connection.ts";
import { type InvitationOrder, inviteKeys } from "./create-invitations.ts";
import { ownMint } from "./token.ts";

/**
 * Invites homes as they come, some thousands at once, and yields each with its link. While the record takes in one
 * batch, the one before is yielded: whoever writes links to a file works at the same time as the database. So a link may
 * be yielded before it is kept; run it inside a transaction, and let go of all links when it fails.
 */
export async function* inviteStaged<Home extends { readonly key: string }>(
  db: Database,
  order: InvitationOrder,
  batches: AsyncIterable<readonly Home[]>,
): AsyncGenerator<{ readonly home: Home; readonly link: string }> {
  const { newTokens } = ownMint();
  let tokens = newTokens(0);
  let ready: { readonly home: Home; readonly link: string }[] = [];
  for await (const homes of batches) {
    const made = inviteKeys(
      db,
      order,
      homes.map(({ key }) => key),
      tokens.length < homes.length ? newTokens(homes.length) : tokens.slice(0, homes.length),
    );
    // whoever takes the links is told of a failure below, not before
    made.catch(() => undefined);
    try {
      tokens = newTokens(homes.length);
      yield* ready;
    } finally {
      // nothing else may be asked of the connection before
      await made.catch(() => undefined);
    }
    const links = await made;
    ready = homes.map((home, at) => ({ home, link: links[at]?.link ?? "" }));
  }
  yield* ready;
}
