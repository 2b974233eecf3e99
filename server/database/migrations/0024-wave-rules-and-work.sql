-- Choices of a wave that differ from the settings in force: key -> value. Fixed with its plan.
alter table wave add column rules jsonb not null default '{}';

-- Work on a wave that takes long (laying out its frame, drawing, closing): who began it, how far it is, how it ended. Each is
-- one transaction of its own, so that work whose process died changed nothing.
create table wave_work (
  id          bigint generated always as identity primary key,
  wave_id     bigint not null references wave (id) on delete cascade,
  kind        text not null,
  by_id       text,
  started_at  timestamptz not null default now(),
  -- renewed every few seconds while the process lives
  beat_at     timestamptz not null default now(),
  stage       text not null default 'begun',
  finished_at timestamptz,
  -- what came of it, or the failure; null while it runs
  result      jsonb,
  failure     jsonb,
  check ((finished_at is null) = (result is null and failure is null)),
  check (result is null or failure is null)
);
create index wave_work_wave on wave_work (wave_id, id);
create unique index wave_work_running on wave_work (wave_id) where finished_at is null;
