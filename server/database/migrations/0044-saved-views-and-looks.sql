-- A picture somebody keeps: the page and what stands in its address. Whoever opens it sees it with their own rights.
create table saved_view (
  id          bigint generated always as identity primary key,
  owner_id    text not null references "user" (id) on delete cascade,
  name        text not null check (length(name) between 1 and 80),
  page        text not null check (page in ('/', '/indicators', '/explore')),
  query       text not null check (length(query) <= 2000),
  -- with whom: everybody of a unit and below it, those with a role there, or nobody
  shared_unit bigint references org_unit (id),
  shared_role text,
  created_at  timestamptz not null default now(),
  changed_at  timestamptz not null default now(),
  deleted_at  timestamptz,
  check (shared_role is null or shared_unit is not null)
);
create index saved_view_owner on saved_view (owner_id);
create index saved_view_shared on saved_view (shared_unit) where shared_unit is not null;

-- What a person last saw of Home, so that the next visit can say what is new.
create table last_look (
  user_id   text primary key references "user" (id) on delete cascade,
  looked_at timestamptz not null,
  seen      jsonb not null
);
