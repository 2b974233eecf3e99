create table home (
  id           bigint generated always as identity primary key,
  code         text not null unique check (code = btrim(code) and code <> ''),
  project_id   bigint not null references org_unit (id),
  stage        text,
  building     text not null,
  unit         text not null default '',
  floor        int,
  room         text not null,
  product_type text,
  fit_out      text,
  area_built   numeric(10, 2) check (area_built > 0),
  area_inner   numeric(10, 2) check (area_inner > 0),
  layout       text,
  presale_no   text,
  survey_no    text,
  use          text,
  created_at   timestamptz not null default now(),
  unique (project_id, building, unit, room)
);

create table handover_batch (
  id           bigint generated always as identity primary key,
  project_id   bigint not null references org_unit (id),
  name         text not null,
  starts_on    date not null,
  ends_on      date,
  check (ends_on is null or ends_on >= starts_on),
  unique (project_id, name)
);

-- A refunded or swapped contract stays as history and never makes an owner.
create table contract (
  id             bigint generated always as identity primary key,
  home_id        bigint not null references home (id) on delete cascade,
  contract_no    text,
  status         text not null check (status in ('subscribed', 'signed', 'refunded', 'swapped')),
  subscribe_date date,
  sign_date      date,
  price          numeric(14, 2) check (price >= 0),
  pay_method     text,
  is_current     boolean not null default true,
  check (status <> 'signed' or sign_date is not null),
  check (sign_date is null or subscribe_date is null or sign_date >= subscribe_date)
);
create unique index contract_current on contract (home_id) where is_current;
create index contract_home on contract (home_id);

create table handover (
  home_id               bigint primary key references home (id) on delete cascade,
  batch_id              bigint references handover_batch (id),
  contract_date         date,
  handover_date         date
);
create index handover_date on handover (handover_date);

create table occupancy (
  home_id       bigint primary key references home (id) on delete cascade,
  moved_in      boolean,
  renovating    boolean,
  use           text,
  move_in_date  date,
  stated_on     date
);

-- The vault: identities live here and nowhere else. Nothing outside server/vault/ reads it.
create schema vault;

create table vault.owner (
  id           uuid primary key default gen_random_uuid(),
  name_sealed  bytea,
  name_hash    bytea,
  is_company   boolean not null default false,
  opted_out_at timestamptz,
  created_at   timestamptz not null default now()
);
create index owner_name_hash on vault.owner (name_hash);

create table vault.phone (
  owner_id     uuid not null references vault.owner (id) on delete cascade,
  position     int not null check (position > 0),
  sealed       bytea not null,
  hash         bytea not null,
  primary key (owner_id, position)
);
create index phone_hash on vault.phone (hash);

create table ownership (
  id           bigint generated always as identity primary key,
  home_id      bigint not null references home (id) on delete cascade,
  owner_id     uuid not null references vault.owner (id) on delete cascade,
  relation     text not null default 'owner' check (relation in ('owner', 'co-owner', 'spouse', 'tenant')),
  position     int not null default 1 check (position > 0),
  valid_from   date,
  valid_to     date,
  check (valid_to is null or valid_from is null or valid_to >= valid_from),
  unique (home_id, owner_id)
);
create index ownership_owner on ownership (owner_id);

-- The only link between a person and an answer. Destroying a row makes the answer anonymous.
create table vault.respondent (
  respondent_key uuid primary key default gen_random_uuid(),
  wave_id        bigint not null,
  home_id        bigint not null references home (id) on delete cascade,
  owner_id       uuid references vault.owner (id) on delete set null,
  unique (wave_id, home_id)
);
