-- Writing to owners: addresses, orders to write, and what became of every letter.

-- E-mail addresses where they are known, sealed like phones.
create table vault.email (
  owner_id     uuid primary key references vault.owner (id) on delete cascade,
  sealed       bytea not null,
  hash         bytea not null
);
create index email_hash on vault.email (hash);
create trigger import_journal_insert after insert on vault.email referencing new table as new_rows
  for each statement execute function note_import_change('owner_id');
create trigger import_journal_update after update on vault.email referencing old table as old_rows
  for each statement execute function note_import_change('owner_id');
create trigger import_journal_delete after delete on vault.email referencing old table as old_rows
  for each statement execute function note_import_change('owner_id');

-- An order to write to owners of a wave. Whom it reaches is found when it runs, so that whoever answered or opted out
-- meanwhile is not written to.
create table mailing (
  id             bigint generated always as identity primary key,
  wave_id        bigint not null references wave (id) on delete cascade,
  kind           text not null check (kind in ('invitation', 'reminder')),
  channel        text not null check (channel in ('sms', 'wechat', 'letter', 'poster', 'email')),
  language       text not null check (language in ('zh-CN', 'en')),
  -- {"projectIds", "phases", "limit"}, each for all when absent
  audience       jsonb not null default '{}',
  send_at        timestamptz not null,
  state          text not null default 'planned' check (state in ('planned', 'running', 'done', 'cancelled', 'failed')),
  -- why it was cancelled or failed, a word of the product
  note           text,
  -- whoever runs it says again and again that it does; a lapsed lease is taken over
  running_until  timestamptz,
  written        int not null default 0 check (written >= 0),
  -- the order as the person's browser named it: pressing twice is one order
  request_id     uuid not null unique,
  asked_by       text not null,
  asked_at       timestamptz not null default now(),
  ended_at       timestamptz
);
create index mailing_wave on mailing (wave_id, id);
create index mailing_due on mailing (send_at) where state in ('planned', 'running');

alter table invitation add column mailing_id bigint references mailing (id);
create index invitation_mailing on invitation (mailing_id) where mailing_id is not null;

-- An e-mail of an order. 'sending' is committed before the mail server is asked, so that after a crash nobody is written
-- to twice: what then hangs in it is 'unsure' and stays so.
create table message (
  id             bigint generated always as identity primary key,
  mailing_id     bigint not null references mailing (id) on delete cascade,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  invitation_id  bigint references invitation (id) on delete set null,
  address_hash   bytea not null,
  state          text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unsure', 'left_out')),
  tries          int not null default 0,
  due_at         timestamptz not null,
  -- why it failed or was left out, never an address
  reason         text,
  changed_at     timestamptz not null default now(),
  unique (mailing_id, respondent_key),
  unique (mailing_id, address_hash)
);
create index message_address on message (address_hash);
create index message_due on message (due_at) where state in ('waiting', 'sending');
