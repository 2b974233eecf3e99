-- Words that name a topic, version by version; a published version never changes.
create table topic_lexicon (
  version  int primary key check (version > 0),
  topics   jsonb not null,
  note     text,
  made_by  text,
  made_at  timestamptz not null default now()
);
create trigger topic_lexicon_append_only before update or delete on topic_lexicon
  for each statement execute function refuse_change();

-- What a text speaks of by the lexicon. `voice_id` names the text without naming the answer, and orders texts at random.
alter table open_answer
  add column voice_id uuid not null default gen_random_uuid(),
  add column topics text[] not null default '{}',
  add column topics_version int references topic_lexicon (version);
create unique index open_answer_voice on open_answer (voice_id);
-- what is not tagged yet, or was tagged by an older lexicon, is found without reading the rest
create index open_answer_topics_version on open_answer (topics_version nulls first, voice_id);

-- A topic that a person gave to a text or took away; it stands above every lexicon.
create table topic_correction (
  voice_id     uuid not null references open_answer (voice_id) on delete cascade,
  topic        text not null check (topic ~ '^[A-Z][A-Z0-9]{0,11}$'),
  verdict      text not null check (verdict in ('add', 'remove')),
  corrected_by text not null,
  corrected_at timestamptz not null default now(),
  primary key (voice_id, topic)
);

-- The words headquarters picked for the report, in their order. Those that are released may be read below headquarters.
create table picked_quote (
  voice_id    uuid primary key references open_answer (voice_id) on delete cascade,
  position    float8 not null,
  picked_by   text not null,
  picked_at   timestamptz not null default now(),
  released_by text,
  released_at timestamptz,
  check ((released_by is null) = (released_at is null))
);
create unique index picked_quote_position on picked_quote (position);
