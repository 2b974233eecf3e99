import type { PoolClient } from "pg";
import { type IdentitySeal, identitySeal } from "#server/vault/identity-seal.ts";
import { copyIn } from "../copy-in.ts";
import { type Draw, drawStream } from "../draw.ts";
import { drawUuid } from "../fieldwork/draw-uuid.ts";
import type { SeedHome } from "../homes.ts";
import { drawName, drawPhone } from "../people/names.ts";

type Person = { readonly id: string; readonly name: string; readonly phone: string };
type Holding = {
  readonly home: SeedHome;
  readonly person: Person;
  readonly relation: "owner" | "co-owner";
  readonly position: number;
};

/** Share of homes whose owner already owns another, and with a second owner on the deed. */
const SECOND_HOME = 0.03;
const CO_OWNER = 0.12;
/** Share of owners whose e-mail address is known; the addresses lie in a domain no mail can reach. */
const WITH_EMAIL = 0.35;

function newPerson(draw: Draw): Person {
  return { id: drawUuid(draw), name: drawName(draw), phone: drawPhone(draw) };
}

function drawHoldings(seed: number, homes: readonly SeedHome[]): readonly Holding[] {
  const draw = drawStream(seed, "owners");
  const people: Person[] = [];
  return homes
    .filter(({ signedOn }) => signedOn !== undefined)
    .flatMap((home): Holding[] => {
      const person = people.length > 0 && draw.chance(SECOND_HOME) ? draw.pick(people) : newPerson(draw);
      people.push(person);
      const holding: Holding = { home, person, relation: "owner", position: 1 };
      return draw.chance(CO_OWNER)
        ? [holding, { home, person: newPerson(draw), relation: "co-owner", position: 2 }]
        : [holding];
    });
}

/** Writes owners, sealed, and who holds which home. @returns the first owner of each home */
export async function writeOwners(
  client: PoolClient,
  homes: readonly SeedHome[],
  homeIds: ReadonlyMap<number, number>,
  seed: number,
  seal: IdentitySeal = identitySeal(),
): Promise<ReadonlyMap<number, string>> {
  const holdings = drawHoldings(seed, homes);
  const people = [...new Map(holdings.map(({ person }) => [person.id, person])).values()];
  await copyIn(
    client,
    "vault.owner",
    ["id", "name_sealed", "name_hash"],
    people.map(({ id, name }) => [id, seal.seal(name), seal.nameHash(name)]),
  );
  await copyIn(
    client,
    "vault.phone",
    ["owner_id", "position", "sealed", "hash"],
    people.map(({ id, phone }) => [id, 1, seal.seal(phone), seal.phoneHash(phone)]),
  );
  const draw = drawStream(seed, "emails");
  const reachable = people.filter(() => draw.chance(WITH_EMAIL));
  await copyIn(
    client,
    "vault.email",
    ["owner_id", "sealed", "hash"],
    reachable.map(({ id }, place) => {
      const address = `owner${place + 1}@owners.example`;
      return [id, seal.seal(address), seal.emailHash(address)];
    }),
  );
  await copyIn(
    client,
    "ownership",
    ["home_id", "owner_id", "relation", "position", "valid_from"],
    holdings.map(({ home, person, relation, position }) => [
      homeIds.get(home.id),
      person.id,
      relation,
      position,
      home.signedOn,
    ]),
  );
  return new Map(
    holdings.filter(({ position }) => position === 1).map(({ home, person }) => [home.id, person.id]),
  );
}
