-- How index definitions come to be published, and what waves were published under them.
alter table index_definition add column based_on int;

-- Every step of a version, by whom. Rows are added and never changed; those of a discarded draft stay.
create table definition_step (
  id             bigint generated always as identity primary key,
  definition_id  text not null,
  version        int not null,
  step           text not null check (step in ('drafted', 'changed', 'submitted', 'returned', 'published', 'discarded')),
  by_id          text,
  reason         text,
  -- of the content the step was about
  hash           text not null,
  at             timestamptz not null default now()
);
create index definition_step_version on definition_step (definition_id, version, id);
create trigger definition_step_append_only before update or delete or truncate on definition_step
  for each statement execute function refuse_change();

-- The numbers of a wave as they were published: under the definition in force, or restated under another.
create table publication (
  id                 bigint generated always as identity primary key,
  wave_id            bigint not null references wave (id),
  kind               text not null check (kind in ('published', 'restated')),
  definition_id      text not null,
  definition_version int not null,
  definition_hash    text not null,
  data_version       text not null,
  as_of              timestamptz not null,
  -- over the readings in their order
  hash               bytea not null check (octet_length(hash) = 32),
  reason             text,
  published_by       text,
  published_at       timestamptz not null default now(),
  foreign key (definition_id, definition_version) references index_definition (id, version),
  unique (wave_id, definition_id, definition_version, data_version)
);
create unique index publication_once on publication (wave_id, definition_id) where kind = 'published';

-- One number as it was shown. The place is written as numbers know it: whole, region:7, project:12; phase '' is all.
create table published_reading (
  publication_id bigint not null references publication (id),
  unit           text not null,
  phase          text not null check (phase in ('', 'P', 'R', 'S', 'O')),
  node           text not null,
  value          float8,
  se             float8,
  df             float8,
  low            float8,
  high           float8,
  n              float8,
  population     float8,
  neff           float8,
  coverage       float8,
  state          text not null check (state in ('full', 'indicative', 'n-only', 'hidden', 'undefined')),
  primary key (publication_id, unit, phase, node)
);
-- a reset of the whole record truncates them; nothing else takes them away
create trigger publication_append_only before update or delete on publication
  for each statement execute function refuse_change();
-- The same numbers level by level under the names of their units, as `ov verify` reads them.
create table publication_passport (
  publication_id bigint not null references publication (id),
  level          text not null,
  passport       jsonb not null,
  primary key (publication_id, level)
);
create trigger publication_passport_append_only before update or delete on publication_passport
  for each statement execute function refuse_change();
create trigger published_reading_append_only before update or delete on published_reading
  for each statement execute function refuse_change();
