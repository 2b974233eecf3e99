-- What keeping an answer wrote and looked up beside the answer was most of its cost. References are looked up once a
-- statement, as 0053 began, and kept by one lock on the wave: whoever takes homes or answers of a wave away waits until
-- those who write into it are done, and then sees what they wrote.

-- One counted answer a household, and all answers of a household, by the same tree: those that do not count differ by id.
drop index response_once;
drop index response_respondent;
create unique index response_once on response
  (respondent_key, (case when quality in ('ok', 'flagged') then null else id end)) nulls not distinct;

-- An answer belongs to a home of a wave.
alter table response drop constraint response_respondent_key_fkey;
create or replace function refuse_stray_answer() returns trigger language plpgsql as $$
begin
  perform from wave where id = any (array(select distinct wave_id from added)) order by id for key share;
  -- "lateral … limit 1" is answered by the index also under a plan made while the table was small
  if (select count(*) from added r cross join lateral (
        select from frame_member m
        where m.respondent_key = r.respondent_key and m.wave_id = r.wave_id and m.project_id = r.project_id limit 1) m)
      <> (select count(*) from added) then
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
create function take_answers_along() returns trigger language plpgsql as $$
begin
  perform from wave where id = any (array(select distinct wave_id from removed)) order by id for update;
  delete from response where respondent_key = any (array(select respondent_key from removed));
  return null;
end $$;
create trigger frame_member_taken after delete on frame_member referencing old table as removed
  for each statement execute function take_answers_along();

-- Words belong to an answer.
alter table open_answer drop constraint open_answer_response_id_fkey;
create function refuse_stray_words() returns trigger language plpgsql as $$
declare
  waves bigint[];
  known bigint;
begin
  select array_agg(distinct r.wave_id), count(*) into waves, known from (select distinct response_id from added) w
  cross join lateral (select r.wave_id from response r where r.id = w.response_id limit 1) r;
  perform from wave where id = any (waves) order by id for key share;
  if known <> (select count(distinct response_id) from added) then
    raise exception 'words name an answer that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger open_answer_refers after insert on open_answer referencing new table as added
  for each statement execute function refuse_stray_words();
create function take_words_along() returns trigger language plpgsql as $$
begin
  perform from wave where id = any (array(select distinct wave_id from removed)) order by id for update;
  delete from open_answer where response_id = any (array(select id from removed));
  return null;
end $$;
create trigger response_taken after delete on response referencing old table as removed
  for each statement execute function take_words_along();

-- Keys that others refer to stay.
create function refuse_other_key() returns trigger language plpgsql as $$
begin
  raise exception 'the key of % does not change', tg_table_name using errcode = 'foreign_key_violation';
end $$;
create trigger response_key before update of id, respondent_key, wave_id on response for each row
  when ((old.id, old.respondent_key, old.wave_id) is distinct from (new.id, new.respondent_key, new.wave_id))
  execute function refuse_other_key();
create trigger frame_member_key before update of respondent_key, wave_id on frame_member for each row
  when ((old.respondent_key, old.wave_id) is distinct from (new.respondent_key, new.wave_id))
  execute function refuse_other_key();
create trigger open_answer_key before update of response_id on open_answer for each row
  when (old.response_id is distinct from new.response_id) execute function refuse_other_key();

-- Texts that wait for their topics need no order among themselves, and new ones all come to one end of the tree.
drop index open_answer_topics_version;
create index open_answer_topics_version on open_answer (topics_version nulls first);
