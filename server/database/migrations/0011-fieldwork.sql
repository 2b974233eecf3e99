-- Asking by phone and at the door.
-- who held the interview; null for answers an owner gave alone
alter table response add column interviewer text;

-- When somebody is to be called or visited. due_at is null for "any time" of an owner who asked for a call.
create table appointment (
  id             bigint generated always as identity primary key,
  respondent_key uuid not null references frame_member (respondent_key) on delete cascade,
  mode           text not null check (mode in ('phone', 'visit')),
  due_at         timestamptz,
  wished_by      text not null check (wished_by in ('owner', 'interviewer')),
  state          text not null default 'open' check (state in ('open', 'kept', 'dropped')),
  made_by        text,
  made_at        timestamptz not null default now(),
  check (due_at is not null or wished_by = 'owner')
);
create unique index appointment_open on appointment (respondent_key) where state = 'open';

-- Which interviewer has a home in hand, so that no two call it at once.
create table field_case (
  respondent_key uuid primary key references frame_member (respondent_key) on delete cascade,
  taken_by       text not null,
  taken_until    timestamptz not null
);
