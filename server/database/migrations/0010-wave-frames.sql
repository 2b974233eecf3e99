-- How a wave is run: its planned modes, who moved it on, its frame, who was left out of it and why, and the sample.
alter table wave
  -- phase -> mode -> share in basis points; each phase adds up to 10000
  add column planned_modes jsonb not null default '{}',
  add column created_by text;

-- Every step of a wave, by whom; a step back has a reason.
create table wave_step (
  id          bigint generated always as identity primary key,
  wave_id     bigint not null references wave (id) on delete cascade,
  from_state  text not null,
  to_state    text not null,
  by_id       text,
  reason      text,
  at          timestamptz not null default now()
);
create index wave_step_wave on wave_step (wave_id, id);

-- What the frame was built from; the hash is over its homes with their strata, in the order of home codes.
create table wave_frame (
  wave_id       bigint primary key references wave (id) on delete cascade,
  cutoff_on     date not null,
  run_in_months int not null check (run_in_months > 0),
  stable_months int not null check (stable_months > run_in_months),
  contact_days  int not null check (contact_days >= 0),
  owners        int not null check (owners >= 0),
  hash          bytea not null check (octet_length(hash) = 32),
  built_by      text,
  built_at      timestamptz not null default now()
);

-- A wish to leave a home out of the asking. It stays in the frame whatever is decided; two people are needed.
create table frame_exclusion (
  id             bigint generated always as identity primary key,
  wave_id        bigint not null references wave (id) on delete cascade,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  reason         text not null check (btrim(reason) <> ''),
  note           text not null default '',
  asked_by       text not null,
  asked_at       timestamptz not null default now(),
  decision       text check (decision in ('approved', 'refused')),
  decided_by     text,
  decided_at     timestamptz,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (decided_by is distinct from asked_by)
);
create unique index frame_exclusion_open on frame_exclusion (respondent_key) where decision is null;
create index frame_exclusion_wave on frame_exclusion (wave_id, id);

-- Every draw of a wave's sample; the last one stands. The hash is over the drawn home codes in their order.
create table wave_sample (
  wave_id     bigint not null references wave (id) on delete cascade,
  draw        int not null check (draw > 0),
  seed        bigint not null check (seed between 0 and 4294967295),
  plan        jsonb not null,
  owners      int not null,
  drawn       int not null check (drawn between 0 and owners),
  frame_hash  bytea not null,
  hash        bytea not null check (octet_length(hash) = 32),
  drawn_by    text,
  drawn_at    timestamptz not null default now(),
  primary key (wave_id, draw)
);

-- The strata of the draw that stands: owners, how many answers are wanted, how many homes are asked.
create table wave_stratum (
  wave_id     bigint not null references wave (id) on delete cascade,
  project_id  bigint not null references org_unit (id),
  phase       text not null check (phase in ('P', 'R', 'S', 'O')),
  owners      int not null check (owners > 0),
  target      int not null check (target between 0 and owners),
  drawn       int not null check (drawn between 0 and owners),
  take_all    boolean not null,
  primary key (wave_id, project_id, phase)
);
