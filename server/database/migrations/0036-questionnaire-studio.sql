-- Versions of a questionnaire come about by people: what a draft was copied from, why it is as it is, and which changed
-- words leave an item what it was (code -> reason).
alter table questionnaire add column based_on int;
alter table questionnaire add column note text;
alter table questionnaire add column editorial jsonb not null default '{}';

-- Every step of a version, by whom. Rows are added and never changed; those of a discarded draft stay.
create table questionnaire_step (
  id               bigint generated always as identity primary key,
  questionnaire_id text not null,
  version          int not null,
  step             text not null check (step in ('drafted', 'changed', 'submitted', 'returned', 'published', 'discarded')),
  by_id            text,
  reason           text,
  -- of the content the step was about
  hash             text not null,
  at               timestamptz not null default now()
);
create index questionnaire_step_version on questionnaire_step (questionnaire_id, version, id);
create trigger questionnaire_step_append_only before update or delete or truncate on questionnaire_step
  for each statement execute function refuse_change();
