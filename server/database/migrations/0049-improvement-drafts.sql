-- A finding somebody wants to act on, with the numbers as they were that day. Plans grow from it later.
create table improvement_draft (
  id          bigint generated always as identity primary key,
  unit_id     bigint not null references org_unit (id),
  wave_id     bigint not null references wave (id) on delete cascade,
  node        text not null check (node <> ''),
  phase       text check (phase in ('P', 'R', 'S', 'O')),
  port        text references port (code),
  kind        text not null check (kind in ('change', 'driver', 'priority', 'operation')),
  -- numbers and passport as the server read them when it was put on the list
  evidence    jsonb not null,
  note        text not null default '',
  created_by  text not null,
  created_at  timestamptz not null default now(),
  removed_by  text,
  removed_at  timestamptz,
  check ((removed_by is null) = (removed_at is null))
);
create index improvement_draft_unit on improvement_draft (unit_id, created_at desc);
create unique index improvement_draft_once on improvement_draft (unit_id, wave_id, node, coalesce(phase, ''), kind)
  where removed_at is null;
