-- What a home's project and region were on the day a wave asks about is a project and a region. Bulk statements are looked at once.

create function refuse_stray_member() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct project_id, region_id from changed) m
    join org_unit p on p.id = m.project_id left join org_unit r on r.id = m.region_id
    where p.kind <> 'project' or r.kind <> 'region'
  ) then
    raise exception 'a frame names a project and its region' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger frame_member_stray_insert after insert on frame_member referencing new table as changed
  for each statement execute function refuse_stray_member();
-- only statements that set them: answers and draws change members all day
create function refuse_moved_member() returns trigger language plpgsql as $$
begin
  raise exception 'where a home stood is fixed with its frame' using errcode = 'check_violation';
end $$;
create trigger frame_member_stays before update of project_id, region_id on frame_member for each row
  when ((old.project_id, old.region_id) is distinct from (new.project_id, new.region_id)) execute function refuse_moved_member();

create function refuse_framed() returns trigger language plpgsql as $$
begin
  if exists (select from frame_member where project_id = old.id or region_id = old.id) then
    raise exception '% is named by frames and stays what it is', old.code using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger org_unit_framed before update of kind on org_unit for each row
  when (old.kind <> new.kind) execute function refuse_framed();
