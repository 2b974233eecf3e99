-- Why an answer looks odd, with the evidence; found by the screens of waves/quality/, never deleted by them.
create table response_flag (
  response_id uuid not null references response (id) on delete cascade,
  code        text not null check (code ~ '^[A-Z_]+$'),
  detail      jsonb not null default '{}',
  found_at    timestamptz not null default now(),
  primary key (response_id, code)
);

-- What people decided on an answer. To void one takes two of them.
create table response_review (
  id          bigint generated always as identity primary key,
  response_id uuid not null references response (id) on delete cascade,
  verdict     text not null check (verdict in ('keep', 'flag', 'void')),
  reason      text not null check (btrim(reason) <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  decision    text check (decision in ('confirmed', 'rejected')),
  decided_by  text,
  decided_at  timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (verdict <> 'void' or decided_by is distinct from proposed_by)
);
create unique index response_review_open on response_review (response_id) where decision is null;
create index response_review_response on response_review (response_id);

-- Networks of our own: sales offices, site offices, property offices.
create table site_network (
  address     text primary key,
  project_id  bigint references org_unit (id) on delete cascade,
  note        text not null default '',
  added_by    text,
  added_at    timestamptz not null default now()
);

-- Grade of a project's fieldwork in a wave, with the facts it rests on; made anew by each screening.
create table project_quality (
  wave_id     bigint not null references wave (id) on delete cascade,
  project_id  bigint not null references org_unit (id),
  grade       text check (grade in ('A', 'B', 'C')),
  facts       jsonb not null,
  screened_at timestamptz not null default now(),
  primary key (wave_id, project_id)
);
create index response_quality_odd on response (wave_id, project_id) where quality <> 'ok';
