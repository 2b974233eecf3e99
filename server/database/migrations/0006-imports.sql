create table import_run (
  id           bigint generated always as identity primary key,
  source       text not null check (source in ('org', 'ledger', 'signings', 'responses', 'repairs', 'complaints', 'hotline', 'inspections', 'handovers')),
  file_name    text not null,
  file_hash    bytea not null check (octet_length(file_hash) = 32),
  bytes        bigint not null,
  upload_path  text,
  wave_id      bigint references wave (id),
  options      jsonb not null default '{}',
  mapping      jsonb not null default '{}',
  rows         bigint not null,
  counts       jsonb not null,
  warnings     jsonb not null default '[]',
  dropped_columns jsonb not null default '[]',
  state        text not null default 'applied' check (state in ('applied', 'undone')),
  actor        text,
  started_at   timestamptz not null,
  finished_at  timestamptz not null default now(),
  undone_at    timestamptz,
  undone_by    text,
  check ((state = 'undone') = (undone_at is not null))
);
create index import_run_hash on import_run (file_hash);

-- Every row that was not a plain acceptance, with its place and reason. Personal cells are masked.
create table import_row (
  import_id    bigint not null references import_run (id) on delete cascade,
  ordinal      int not null,
  sheet        text not null,
  row          int not null,
  col          text,
  disposition  text not null check (disposition in ('accept', 'update', 'duplicate', 'history', 'excluded', 'quality_excluded', 'quarantine', 'reject', 'skip')),
  code         text not null,
  message      text not null,
  value        text,
  cells        jsonb,
  primary key (import_id, ordinal)
);

-- What stood there before, newest first undone.
create table import_journal (
  import_id    bigint not null references import_run (id) on delete cascade,
  ordinal      bigint not null,
  relation     text not null,
  key          jsonb not null,
  before       jsonb,
  primary key (import_id, ordinal)
);
alter table response add foreign key (import_id) references import_run (id);
