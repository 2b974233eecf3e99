-- Changes made by an import are noted with what stood there before, so that it can be undone. The import names itself in
-- the setting ownervoice.import of its transaction; without it nothing is noted. Answers are not here: they carry the
-- number of their import themselves.
create sequence import_journal_step;

create function note_import_change() returns trigger language plpgsql as $$
declare
  run bigint := nullif(current_setting('ownervoice.import', true), '')::bigint;
  key_columns text;
begin
  if run is null then
    return null;
  end if;
  select string_agg(format('%L, r.%I', name, name), ', ') into key_columns from unnest(tg_argv) name;
  execute format(
    'insert into import_journal (import_id, ordinal, relation, key, before)
     select $1, nextval(''import_journal_step''), %L, jsonb_build_object(%s), %s from %I r',
    tg_table_schema || '.' || tg_table_name, key_columns,
    case tg_op when 'INSERT' then 'null' else 'to_jsonb(r)' end,
    case tg_op when 'INSERT' then 'new_rows' else 'old_rows' end) using run;
  return null;
end $$;

do $$
declare
  noted record;
begin
  for noted in select * from (values
    ('org_unit', '''id'''), ('org_placement', '''id'''), ('org_alias', '''alias'', ''unit_id'''),
    ('home', '''id'''), ('handover_batch', '''id'''), ('contract', '''id'''), ('handover', '''home_id'''),
    ('occupancy', '''home_id'''), ('ownership', '''id'''), ('vault.owner', '''id'''),
    ('vault.phone', '''owner_id'', ''position'''), ('wave', '''id'''), ('frame_member', '''respondent_key'''),
    ('vault.respondent', '''respondent_key'''), ('repair_order', '''id'''), ('complaint', '''id''')
  ) as list (relation, keys) loop
    execute format('create trigger import_journal_insert after insert on %s referencing new table as new_rows
      for each statement execute function note_import_change(%s)', noted.relation, noted.keys);
    execute format('create trigger import_journal_update after update on %s referencing old table as old_rows
      for each statement execute function note_import_change(%s)', noted.relation, noted.keys);
    execute format('create trigger import_journal_delete after delete on %s referencing old table as old_rows
      for each statement execute function note_import_change(%s)', noted.relation, noted.keys);
  end loop;
end $$;
create index import_journal_key on import_journal (relation, key);
