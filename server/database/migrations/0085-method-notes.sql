-- What no data tells about how a wave was asked: why in this way, by whom, for what thanks. Every saving is a version; until
-- the wave is published the newest is what its method page says, and from then on only dated supplements are added.
create table wave_method_note (
  id          bigint generated always as identity primary key,
  wave_id     bigint not null references wave (id) on delete cascade,
  note        text not null check (note in ('collection', 'contractor', 'incentives', 'missed', 'other')),
  version     int not null check (version > 0),
  zh          text not null check (length(zh) <= 2000),
  en          text not null check (length(en) <= 2000),
  supplement  boolean not null,
  written_by  text,
  written_at  timestamptz not null default now(),
  unique (wave_id, note, version)
);

create function guard_method_note() returns trigger language plpgsql as $$
declare
  published boolean;
begin
  if tg_op = 'DELETE' then
    -- a wave that is thrown away takes its notes along
    if not exists (select from wave where id = old.wave_id) then return old; end if;
    raise exception 'a note on a wave stays as it was written' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' then
    raise exception 'a note on a wave stays as it was written' using errcode = 'check_violation';
  end if;
  select state = 'published' into published from wave where id = new.wave_id;
  if new.supplement is distinct from published then
    raise exception 'a published wave takes supplements, and no other wave does' using errcode = 'check_violation';
  end if;
  if new.supplement and trim(new.zh) = '' and trim(new.en) = '' then
    raise exception 'a supplement says something' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger method_note_guard before insert or update or delete on wave_method_note
  for each row execute function guard_method_note();
