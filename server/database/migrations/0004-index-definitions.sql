create table index_definition (
  id             text not null check (id ~ '^[a-z][a-z0-9-]*$'),
  version        int not null check (version > 0),
  status         text not null default 'draft' check (status in ('draft', 'review', 'published', 'retired')),
  definition     jsonb not null,
  hash           text not null,
  note           text,
  effective_wave_year int,
  drafted_by     text,
  drafted_at     timestamptz not null default now(),
  published_by   text,
  published_at   timestamptz,
  primary key (id, version),
  check ((status in ('published', 'retired')) = (published_at is not null)),
  check (published_by is null or published_by is distinct from drafted_by)
);

create function refuse_change_of_published() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.status in ('published', 'retired') then
      raise exception 'version % of % is published and stays', old.version, old.id using errcode = 'check_violation';
    end if;
    return old;
  end if;
  if old.status in ('published', 'retired') and (new.definition is distinct from old.definition or new.hash <> old.hash
     or new.id <> old.id or new.version <> old.version or new.status not in ('published', 'retired')) then
    raise exception 'version % of % is published and never changes; draft a new version', old.version, old.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger index_definition_immutable before update or delete on index_definition
  for each row execute function refuse_change_of_published();
create trigger questionnaire_immutable before update or delete on questionnaire
  for each row execute function refuse_change_of_published();
