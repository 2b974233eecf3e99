-- Mistakes a program could still write: a tree that runs in a circle, homes that stand in no project, contacts that ended
-- in no known way, links of another wave, answers moved to another questionnaire or project. Bulk statements are looked at once.

-- Whoever walks a circle upwards never arrives.
create function refuse_circle() returns trigger language plpgsql as $$
begin
  if exists (
    with recursive above (unit_id, at, days) as (
      select unit_id, parent_id, daterange(valid_from, valid_to, '[]') from changed where parent_id is not null
      union
      select a.unit_id, p.parent_id, a.days * daterange(p.valid_from, p.valid_to, '[]')
      from above a join org_placement p on p.unit_id = a.at
      where a.at <> a.unit_id and p.parent_id is not null and a.days && daterange(p.valid_from, p.valid_to, '[]')
    )
    select from above where at = unit_id
  ) then
    raise exception 'a unit cannot stand below itself' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger org_placement_circle_insert after insert on org_placement referencing new table as changed
  for each statement execute function refuse_circle();
create trigger org_placement_circle_update after update on org_placement referencing new table as changed
  for each statement execute function refuse_circle();

create function refuse_stray_home() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct project_id from changed) h join org_unit u on u.id = h.project_id where u.kind <> 'project') then
    raise exception 'a home belongs to a project' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger home_stray_insert after insert on home referencing new table as changed
  for each statement execute function refuse_stray_home();
create trigger home_stray_update after update on home referencing new table as changed
  for each statement execute function refuse_stray_home();
create function refuse_homeless() returns trigger language plpgsql as $$
begin
  if exists (select from home where project_id = old.id) then
    raise exception '% has homes and stays a project', old.code using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger org_unit_homeless before update of kind on org_unit for each row
  when (old.kind = 'project' and new.kind <> 'project') execute function refuse_homeless();

-- as in surveys/disposition.ts
alter table attempt add constraint attempt_disposition_check check (disposition in (
  'completed', 'partial', 'broken_off', 'hung_up', 'refused', 'do_not_contact', 'appointment', 'no_answer', 'no_reply', 'unable',
  'tenant', 'left_out', 'locked', 'not_attempted', 'wrong_number', 'undelivered', 'vacant', 'not_owner', 'screened_out'));

create function refuse_stray_invitation() returns trigger language plpgsql as $$
begin
  if exists (select from added i join frame_member m on m.respondent_key = i.respondent_key where m.wave_id <> i.wave_id) then
    raise exception 'an invitation names another wave than its home' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger invitation_refers after insert on invitation referencing new table as added
  for each statement execute function refuse_stray_invitation();

-- codes are read by the questionnaire they were given under
create trigger response_sort before update of questionnaire_id, questionnaire_version, project_id on response for each row
  when ((old.questionnaire_id, old.questionnaire_version, old.project_id) is distinct from (new.questionnaire_id, new.questionnaire_version, new.project_id))
  execute function refuse_other_key();
