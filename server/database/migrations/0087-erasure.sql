-- Owners who want to be forgotten: their wish, what was destroyed, and marks by which an import knows whom not to bring back.
-- All of it lies in the vault, for a wish names a person until it is carried out.

-- Once carried out it names nobody. `owner_id` and `respondent_key` both absent: it was, or was found to lead nowhere.
create table vault.erasure_request (
  id             bigint generated always as identity primary key,
  respondent_key uuid,
  owner_id       uuid,
  channel        text not null check (channel in ('link', 'phone', 'letter', 'counter')),
  asked_at       timestamptz not null,
  due_on         date not null,
  -- who wrote it down; null for the owner's own hand
  asked_by       text,
  state          text not null default 'open' check (state in ('open', 'done', 'dropped')),
  closed_at      timestamptz,
  closed_by      text,
  -- why it was dropped, a word of the product
  reason         text,
  check ((state = 'open') = (closed_at is null)),
  check (state <> 'done' or (owner_id is null and respondent_key is null))
);
-- pressing twice is one wish
create unique index erasure_request_key on vault.erasure_request (respondent_key) where state = 'open' and respondent_key is not null;
create unique index erasure_request_owner on vault.erasure_request (owner_id) where state = 'open' and owner_id is not null;

-- SHA-256 over keyed hashes of a name, number, address and home: whoever was erased is known again, and by nothing here can
-- anybody be found.
create table vault.erased_mark (
  mark       bytea primary key check (octet_length(mark) = 32),
  -- the emptied owner who stands in the place of whoever it was
  owner_id   uuid not null,
  -- a home bought later is a new matter
  erased_on  date not null
);

-- What was destroyed, when and by whom: the certificate. It names nobody.
create table vault.erasure (
  id           bigint generated always as identity primary key,
  request_id   bigint not null references vault.erasure_request (id),
  erased_at    timestamptz not null,
  erased_by    text not null,
  erased_by_name text not null,
  -- kind -> how many
  destroyed    jsonb not null,
  -- kind -> how many, of what is kept without a way back
  kept         jsonb not null,
  hash         bytea not null check (octet_length(hash) = 32)
);
create trigger erasure_append_only before update or delete or truncate on vault.erasure
  for each statement execute function refuse_change();

-- An owner nobody is any more: no name, number or address, only the random id by which a home knows that it is owned.
alter table vault.owner add column forgotten_at timestamptz;
