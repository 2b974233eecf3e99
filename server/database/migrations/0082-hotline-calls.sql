-- Calls that came in on the hotline, beside repairs and complaints: how long the caller waited and whether anybody answered.
-- Neither the caller's number nor a word of the talk is kept. The project is known of every call, the home of most.
create table hotline_call (
  id            bigint generated always as identity primary key,
  project_id    bigint not null references org_unit (id),
  call_no       text not null,
  home_id       bigint references home (id),
  started_at    timestamptz not null,
  queue_seconds int not null check (queue_seconds >= 0),
  answered      boolean not null,
  -- of a call that was answered, where the exchange says
  talk_seconds  int check (talk_seconds >= 0),
  category      text not null default 'other' check (category in ('inquiry', 'repair', 'complaint', 'suggestion', 'other')),
  check (answered or talk_seconds is null),
  unique (project_id, call_no)
);
create index hotline_call_home on hotline_call (home_id);
create index hotline_call_started on hotline_call (project_id, started_at);

create trigger import_journal_insert after insert on hotline_call referencing new table as new_rows
  for each statement execute function note_import_change('id');
create trigger import_journal_update after update on hotline_call referencing old table as old_rows
  for each statement execute function note_import_change('id');
create trigger import_journal_delete after delete on hotline_call referencing old table as old_rows
  for each statement execute function note_import_change('id');
