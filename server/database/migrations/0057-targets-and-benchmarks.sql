-- What an indicator is to reach, and what others reached. Nothing is overwritten: a change is a new version, an empty value
-- takes the entry away, and taking a change back writes the older content again.
create table indicator_target (
  id          bigint generated always as identity primary key,
  node        text not null check (length(node) between 1 and 40),
  -- null: every unit that has none of its own, and none above it
  unit_id     bigint references org_unit (id) on delete cascade,
  year        int not null check (year between 2000 and 2100),
  version     int not null check (version > 0),
  value       double precision check (value between -100 and 100),
  reason      text not null default '' check (length(reason) <= 500),
  -- changes made together, so that they can be taken back together
  batch       uuid not null,
  changed_by  text not null,
  changed_at  timestamptz not null default now()
);
create unique index indicator_target_version on indicator_target (node, coalesce(unit_id, 0), year, version);
create index indicator_target_batch on indicator_target (batch);

create table benchmark (
  id          bigint generated always as identity primary key,
  node        text not null check (length(node) between 1 and 40),
  -- where the number was published, and for which year
  source      text not null check (length(source) between 1 and 120),
  year        int not null check (year between 2000 and 2100),
  version     int not null check (version > 0),
  value       double precision check (value between -100 and 100),
  -- answers it rests on, where the source says so
  n           int check (n > 0),
  note        text not null default '' check (length(note) <= 500),
  -- made up to show what a benchmark looks like
  example     boolean not null default false,
  batch       uuid not null,
  changed_by  text not null,
  changed_at  timestamptz not null default now()
);
create unique index benchmark_version on benchmark (node, source, year, version);
create index benchmark_batch on benchmark (batch);
