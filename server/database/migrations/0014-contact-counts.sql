-- Contacts are counted by wave while the field is watched; whoever writes one need not know the wave.
alter table attempt add column wave_id bigint references wave (id) on delete cascade;
update attempt a set wave_id = m.wave_id from frame_member m where m.respondent_key = a.respondent_key;
create function attempt_wave() returns trigger language plpgsql as $$
begin
  select m.wave_id into new.wave_id from frame_member m where m.respondent_key = new.respondent_key;
  return new;
end $$;
create trigger attempt_wave before insert on attempt for each row when (new.wave_id is null) execute function attempt_wave();
create index attempt_wave_outcome on attempt (wave_id, disposition, mode);
