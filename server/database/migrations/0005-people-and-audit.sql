-- better-auth's own tables, in its names and types.
create table "user" (
  id              text primary key,
  name            text not null,
  email           text not null unique,
  "emailVerified" boolean not null default false,
  image           text,
  "createdAt"     timestamptz not null default now(),
  "updatedAt"     timestamptz not null default now(),
  "disabledAt"    timestamptz,
  "mustChangePassword" boolean not null default false
);
create table session (
  id              text primary key,
  "expiresAt"     timestamptz not null,
  token           text not null unique,
  "createdAt"     timestamptz not null default now(),
  "updatedAt"     timestamptz not null default now(),
  "ipAddress"     text,
  "userAgent"     text,
  "userId"        text not null references "user" (id) on delete cascade,
  -- whose eyes the session looks through; its own user's when null
  "viewingAs"     text references "user" (id) on delete set null
);
create index session_by_user on session ("userId");
create table account (
  id              text primary key,
  "accountId"     text not null,
  "providerId"    text not null,
  "userId"        text not null references "user" (id) on delete cascade,
  "accessToken"   text,
  "refreshToken"  text,
  "idToken"       text,
  "accessTokenExpiresAt"  timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope           text,
  password        text,
  "createdAt"     timestamptz not null default now(),
  "updatedAt"     timestamptz not null default now()
);
create index account_by_user on account ("userId");
create table verification (
  id              text primary key,
  identifier      text not null,
  value           text not null,
  "expiresAt"     timestamptz not null,
  "createdAt"     timestamptz not null default now(),
  "updatedAt"     timestamptz not null default now()
);
create table "rateLimit" (
  id              text primary key,
  key             text not null unique,
  count           int not null,
  "lastRequest"   bigint not null
);

create table role_grant (
  id          bigint generated always as identity primary key,
  user_id     text not null references "user" (id) on delete cascade,
  role        text not null check (role in ('admin', 'hq_head', 'hq_analyst', 'region_head', 'project_lead', 'port_head', 'callback_agent', 'custodian')),
  unit_id     bigint references org_unit (id) on delete cascade,
  port        text references port (code),
  valid_from  date not null default current_date,
  valid_to    date,
  granted_by  text,
  check (valid_to is null or valid_to >= valid_from),
  check (role = 'admin' or unit_id is not null),
  check ((role = 'port_head') = (port is not null))
);
create index role_grant_user on role_grant (user_id);

-- Who did what. Rows are added and never changed.
create table audit_log (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  actor_id    text,
  acting_as   text,
  action      text not null,
  subject     text,
  detail      jsonb not null default '{}',
  network     text
);
create index audit_log_at on audit_log (at desc);
create index audit_log_actor on audit_log (actor_id, at desc);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps every row as it was written', tg_table_name using errcode = 'check_violation';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change();

create table saved_sight (
  user_id   text not null references "user" (id) on delete cascade,
  key       text not null,
  value     jsonb not null,
  saved_at  timestamptz not null default now(),
  primary key (user_id, key)
);
