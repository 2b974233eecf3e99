-- An answer that came when the wave had closed: kept apart, counted nowhere.
create table late_answer (
  submission_id  uuid primary key,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  wave_id        bigint not null references wave (id) on delete cascade,
  mode           text not null check (mode in ('web', 'phone', 'visit')),
  answers        jsonb not null,
  body_hash      bytea not null check (octet_length(body_hash) = 32),
  received_at    timestamptz not null default now()
);
create index late_answer_wave on late_answer (wave_id);
create index late_answer_respondent on late_answer (respondent_key);

-- Every closing of a wave with what was true that day. The one that was not taken back freezes the data.
create table wave_close (
  wave_id            bigint not null references wave (id) on delete cascade,
  number             int not null check (number > 0),
  closed_by          text,
  closed_at          timestamptz not null default now(),
  -- over the answers, outcomes, words and weights of the wave
  data_hash          bytea not null check (octet_length(data_hash) = 32),
  frame_hash         bytea check (octet_length(frame_hash) = 32),
  questionnaire_hash text not null,
  weighting          jsonb not null,
  reconciliation     jsonb not null,
  reopened_by        text,
  reopened_at        timestamptz,
  primary key (wave_id, number)
);
create unique index wave_close_standing on wave_close (wave_id) where reopened_at is null;

-- Weight of the respondents of each project and phase; null where nobody speaks for its owners.
create table wave_weight (
  wave_id     bigint not null references wave (id) on delete cascade,
  project_id  bigint not null references org_unit (id),
  phase       text not null check (phase in ('P', 'R', 'S', 'O')),
  owners      int not null,
  respondents int not null,
  weight      float8,
  -- strata weighted together share a pool
  pool        text not null,
  primary key (wave_id, project_id, phase)
);

create function refuse_frozen() returns trigger language plpgsql as $$
declare
  frozen bigint;
begin
  if not exists (select from wave_close where reopened_at is null) then
    return null;
  end if;
  if tg_op = 'UPDATE' and tg_table_name = 'response' then
    -- whether somebody may call about an answer is the owner's to change at any time
    select o.wave_id into frozen from old_rows o join new_rows n using (id)
    join wave_close c on c.wave_id = o.wave_id and c.reopened_at is null
    where (o.wave_id, o.project_id, o.phase, o.mode, o.codes, o.choices, o.complete, o.quality, o.weighting_exempt, o.submitted_at)
      is distinct from (n.wave_id, n.project_id, n.phase, n.mode, n.codes, n.choices, n.complete, n.quality, n.weighting_exempt, n.submitted_at)
    limit 1;
  elsif tg_op = 'UPDATE' then
    select o.wave_id into frozen from old_rows o join wave_close c on c.wave_id = o.wave_id and c.reopened_at is null limit 1;
  else
    select r.wave_id into frozen from changed_rows r join wave_close c on c.wave_id = r.wave_id and c.reopened_at is null limit 1;
  end if;
  if frozen is not null then
    raise exception 'wave % is closed and its data are frozen: reopen it with a reason first', frozen using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger response_frozen_insert after insert on response referencing new table as changed_rows
  for each statement execute function refuse_frozen();
create trigger response_frozen_update after update on response referencing old table as old_rows new table as new_rows
  for each statement execute function refuse_frozen();
create trigger response_frozen_delete after delete on response referencing old table as changed_rows
  for each statement execute function refuse_frozen();
create trigger frame_member_frozen_insert after insert on frame_member referencing new table as changed_rows
  for each statement execute function refuse_frozen();
create trigger frame_member_frozen_update after update on frame_member referencing old table as old_rows new table as new_rows
  for each statement execute function refuse_frozen();
create trigger frame_member_frozen_delete after delete on frame_member referencing old table as changed_rows
  for each statement execute function refuse_frozen();
