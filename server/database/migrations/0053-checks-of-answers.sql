-- Four references checked row by row were a fifth of what keeping an answer costs. An answer still refers to its home,
-- which refers to the wave and the project; that these are the same, and that the questionnaire is a published one
-- (which nobody can take away), is looked up once a statement.
alter table response
  drop constraint response_wave_id_fkey,
  drop constraint response_project_id_fkey,
  drop constraint response_questionnaire_id_questionnaire_version_fkey;

create function refuse_stray_answer() returns trigger language plpgsql as $$
begin
  if exists (
    select from added r left join frame_member m on m.respondent_key = r.respondent_key
    where (m.wave_id, m.project_id) is distinct from (r.wave_id, r.project_id)
  ) then
    raise exception 'an answer names another wave or project than its home' using errcode = 'foreign_key_violation';
  end if;
  if exists (
    select from (select distinct questionnaire_id, questionnaire_version from added) r
    left join questionnaire q on q.id = r.questionnaire_id and q.version = r.questionnaire_version and q.status in ('published', 'retired')
    where q.id is null
  ) then
    raise exception 'an answer names a questionnaire that is not published' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger response_refers after insert on response referencing new table as added
  for each statement execute function refuse_stray_answer();
