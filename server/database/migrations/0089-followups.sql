-- What became of the answers whose owners said that customer service may see them and call. A consent that is taken back
-- takes the answer off the list at once, whatever stands here.
create table followup (
  response_id uuid primary key,
  opened_by   text not null,
  opened_at   timestamptz not null,
  outcome     text check (outcome in ('settled', 'passed-on', 'not-reached', 'not-wanted')),
  handled_by  text,
  handled_at  timestamptz,
  check ((outcome is null) = (handled_at is null))
);
create index followup_open on followup (opened_at) where outcome is null;
-- few consent, and only they are listed
create index response_consent on response (submitted_at) where consent_followup;
