-- The answers that words belong to are looked up for the whole statement at once and no longer one by one, with the same
-- lock and the same refusal as before (0066).
create or replace function refuse_stray_words() returns trigger language plpgsql as $$
declare
  named uuid[] := array(select distinct response_id from added);
  waves bigint[];
  known bigint;
begin
  select array_agg(distinct wave_id), count(*) into waves, known from response where id = any (named);
  perform from wave where id = any (waves) order by id for key share;
  if known <> cardinality(named) then
    raise exception 'words name an answer that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

-- Whoever writes the transaction down in the statement itself is not called for once a row.
drop trigger frame_member_touch on frame_member;
create trigger frame_member_touch before update on frame_member for each row
  when (new.changed_xid is distinct from pg_current_xact_id()) execute function touch_changed_xid();
