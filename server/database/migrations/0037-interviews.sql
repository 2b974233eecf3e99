-- A contact an interviewer's page reported: a second sending of the same one is known by its id.
alter table attempt add column report_id uuid;
create unique index attempt_report on attempt (report_id) where report_id is not null;
