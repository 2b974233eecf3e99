-- What a unit is to reach, and what others have reached. A change is a new version; a version without a value takes it back.
create table target (
  id        bigint generated always as identity primary key,
  node      text not null check (length(node) between 1 and 40),
  unit_id   bigint not null references org_unit (id),
  year      int not null check (year between 2000 and 2100),
  version   int not null check (version >= 1),
  value     double precision check (value between -100 and 100),
  note      text,
  author_id text references "user" (id) on delete set null,
  made_at   timestamptz not null default now(),
  unique (node, unit_id, year, version)
);

create table benchmark (
  id        bigint generated always as identity primary key,
  node      text not null check (length(node) between 1 and 40),
  year      int not null check (year between 2000 and 2100),
  source    text not null check (length(source) between 1 and 120),
  version   int not null check (version >= 1),
  value     double precision check (value between -100 and 100),
  note      text,
  author_id text references "user" (id) on delete set null,
  made_at   timestamptz not null default now(),
  unique (node, year, source, version)
);
