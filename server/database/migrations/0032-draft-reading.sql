-- How and where answers were begun: whoever goes on by the same link on another device reads in the same language and
-- size, and is told that somebody was answering elsewhere a moment ago.
alter table response_draft
  add column language    text,
  add column large       boolean,
  add column device_hash bytea;
