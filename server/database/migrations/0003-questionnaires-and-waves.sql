create table questionnaire (
  id           text not null check (id ~ '^[a-z][a-z0-9-]*$'),
  version      int not null check (version > 0),
  status       text not null default 'draft' check (status in ('draft', 'review', 'published', 'retired')),
  definition   jsonb not null,
  hash         text not null,
  drafted_by   text,
  published_by text,
  published_at timestamptz,
  primary key (id, version),
  check (published_by is null or published_by is distinct from drafted_by)
);

-- A round of asking: the year-end wave, or the rolling callbacks of a year.
create table wave (
  id                    bigint generated always as identity primary key,
  kind                  text not null check (kind in ('annual', 'signing', 'residence')),
  year                  int not null check (year between 2000 and 2100),
  name                  text not null,
  name_en               text,
  questionnaire_id      text not null,
  questionnaire_version int not null,
  cutoff_on             date not null,
  opens_on              date not null,
  closes_on             date not null,
  state                 text not null default 'draft' check (state in ('draft', 'locked', 'field', 'closed', 'published')),
  notice                jsonb not null default '{}',
  -- items whose wording was not the questionnaire's, or which were not asked: code -> item version or null; a wording without
  -- a version of its own (an imported file) gets a number made of its text
  item_versions         jsonb not null default '{}',
  origin                text not null default 'system' check (origin in ('system', 'import', 'seed')),
  foreign key (questionnaire_id, questionnaire_version) references questionnaire (id, version),
  check (closes_on >= opens_on),
  unique (kind, year)
);
alter table vault.respondent add foreign key (wave_id) references wave (id) on delete cascade;

-- Who could have been asked: fixed at the cut-off day. No person stands here, only a key.
create table frame_member (
  respondent_key  uuid primary key,
  wave_id         bigint not null references wave (id) on delete cascade,
  project_id      bigint not null references org_unit (id),
  region_id       bigint references org_unit (id),
  phase           text not null check (phase in ('P', 'R', 'S', 'O')),
  batch           text,
  product_type    text,
  -- whole months at the cut-off day (surveys/elapsed-months.ts), for questions asked of recent events only; no dates here
  months_since_signing  smallint check (months_since_signing >= 0),
  months_since_handover smallint check (months_since_handover >= 0),
  sampled         boolean not null default true,
  -- the final outcome, an AAPOR group: exactly one when the wave is closed
  disposition     text check (disposition in ('I', 'P', 'R', 'NC', 'O', 'UH', 'UO', 'NE')),
  exclusion       text,
  exclusion_by    text,
  changed_xid     xid8 not null default pg_current_xact_id(),
  check ((exclusion is null) = (exclusion_by is null))
);
-- block ranges, for members of a wave are written together; a tree would cost every answer another write
create index frame_member_wave on frame_member using brin (wave_id);
create index frame_member_changed on frame_member (changed_xid);

create table invitation (
  id             bigint generated always as identity primary key,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  wave_id        bigint not null references wave (id) on delete cascade,
  token_hash     bytea not null unique check (octet_length(token_hash) = 32),
  channel        text not null check (channel in ('sms', 'wechat', 'letter', 'poster', 'email', 'phone', 'visit', 'demo')),
  state          text not null default 'created' check (state in ('created', 'sent', 'delivered', 'failed', 'revoked')),
  language       text not null default 'zh-CN',
  created_at     timestamptz not null default now(),
  first_opened_at timestamptz
);
create index invitation_respondent on invitation (respondent_key);

-- Contacts, one row each; disposition codes are those of surveys/dispositions.ts.
create table attempt (
  id             bigint generated always as identity primary key,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  at             timestamptz not null,
  mode           text not null check (mode in ('web', 'phone', 'visit')),
  disposition    text not null,
  actor          text,
  note           text
);
create index attempt_respondent on attempt (respondent_key);

-- codes: one byte an item in the order of the questionnaire's code book (surveys/code-book.ts). The record of what was said.
create table response (
  id               uuid primary key,
  respondent_key   uuid not null references frame_member (respondent_key) on delete cascade,
  wave_id          bigint not null references wave (id),
  project_id       bigint not null references org_unit (id),
  phase            text not null check (phase in ('P', 'R', 'S', 'O')),
  questionnaire_id text not null,
  questionnaire_version int not null,
  mode             text not null check (mode in ('web', 'phone', 'visit')),
  codes            bytea not null,
  choices          jsonb not null default '{}',
  body_hash        bytea not null check (octet_length(body_hash) = 32),
  complete         boolean not null,
  consent_followup boolean not null default false,
  started_at       timestamptz,
  submitted_at     timestamptz not null,
  duration_s       int check (duration_s >= 0),
  language         text,
  device_hash      bytea,
  network_hash     bytea,
  quality          text not null default 'ok' check (quality in ('ok', 'flagged', 'excluded', 'void')),
  quality_reasons  text[] not null default '{}',
  weighting_exempt boolean not null default false,
  import_id        bigint,
  changed_xid      xid8 not null default pg_current_xact_id(),
  foreign key (questionnaire_id, questionnaire_version) references questionnaire (id, version)
);
-- one counted answer a household and wave; excluded and void ones may stand beside it
create unique index response_once on response (respondent_key) where quality in ('ok', 'flagged');
create index response_respondent on response (respondent_key);
create index response_changed on response (changed_xid);
create index response_wave on response using brin (wave_id);
create index response_import on response (import_id) where import_id is not null;

-- A second, different answer for one token or one submission id: kept, flagged, never counted.
create table response_conflict (
  id             bigint generated always as identity primary key,
  respondent_key uuid not null,
  submission_id  uuid not null,
  kept_id        uuid not null,
  body           jsonb not null,
  body_hash      bytea not null,
  received_at    timestamptz not null default now(),
  unique (submission_id, body_hash, kept_id)
);
create index response_conflict_respondent on response_conflict (respondent_key);

-- Words are kept apart: raw for the custodian, masked for everybody else.
create table open_answer (
  response_id  uuid not null references response (id) on delete cascade,
  item         text not null,
  raw          text not null,
  masked       text not null,
  findings     text[] not null default '{}',
  primary key (response_id, item)
);

-- Sections saved before the end; a draft dies with its submission.
create table response_draft (
  respondent_key uuid primary key references frame_member (respondent_key) on delete cascade,
  answers        jsonb not null,
  started_at     timestamptz not null,
  saved_at       timestamptz not null default now()
);

-- "Somebody asked me to change my mark": for headquarters only, never for those who are rated.
create table interference_report (
  id             bigint generated always as identity primary key,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  raw            text not null,
  masked         text not null,
  received_at    timestamptz not null default now()
);
create index interference_report_respondent on interference_report (respondent_key);

-- Identity of this record: a restored copy gets a new epoch, so that every analysis rebuilds itself.
create table record_epoch (
  only_row  boolean primary key default true check (only_row),
  epoch     uuid not null default gen_random_uuid(),
  since     timestamptz not null default now()
);
insert into record_epoch default values;

create function touch_changed_xid() returns trigger language plpgsql as $$
begin
  new.changed_xid := pg_current_xact_id();
  return new;
end $$;
-- an insert has its own transaction by default
create trigger response_touch before update on response for each row execute function touch_changed_xid();
create trigger frame_member_touch before update on frame_member for each row execute function touch_changed_xid();

-- What was deleted, so that the analysis can take it out again.
create table deletion (
  relation    text not null,
  key         uuid not null,
  changed_xid xid8 not null default pg_current_xact_id(),
  primary key (relation, key)
);
create function note_deletion() returns trigger language plpgsql as $$
begin
  insert into deletion (relation, key) values
    (tg_table_name, case tg_table_name when 'response' then (to_jsonb(old) ->> 'id')::uuid else (to_jsonb(old) ->> 'respondent_key')::uuid end)
  on conflict (relation, key) do update set changed_xid = pg_current_xact_id();
  return old;
end $$;
create trigger response_deleted after delete on response for each row execute function note_deletion();
create trigger frame_member_deleted after delete on frame_member for each row execute function note_deletion();
create index deletion_changed on deletion (changed_xid);

-- TRUNCATE tells nobody which rows went: the record counts as another one, and every analysis rebuilds itself.
create function renew_epoch() returns trigger language plpgsql as $$
begin
  update record_epoch set epoch = gen_random_uuid(), since = now();
  return null;
end $$;
create trigger response_truncated after truncate on response for each statement execute function renew_epoch();
create trigger frame_member_truncated after truncate on frame_member for each statement execute function renew_epoch();
