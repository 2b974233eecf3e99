-- What screening a wave found out about each interviewer and mode; made anew by each screening, for headquarters alone.
create table interviewer_quality (
  wave_id     bigint not null references wave (id) on delete cascade,
  interviewer text not null,
  mode        text not null check (mode in ('phone', 'visit')),
  facts       jsonb not null,
  screened_at timestamptz not null default now(),
  primary key (wave_id, interviewer, mode)
);
