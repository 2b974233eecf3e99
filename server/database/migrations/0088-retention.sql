-- Which traces of a wave's asking have been destroyed since it was closed, so that they are not looked for every day.
create table retention_done (
  wave_id  bigint not null references wave (id) on delete cascade,
  kind     text not null check (kind in ('work')),
  done_at  timestamptz not null,
  primary key (wave_id, kind)
);
