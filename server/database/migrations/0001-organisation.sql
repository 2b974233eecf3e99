-- The organisation as a typed tree whose shape has validity in time.

create table org_unit (
  id          bigint generated always as identity primary key,
  code        text not null unique check (code = btrim(code) and code <> ''),
  kind        text not null check (kind in ('group', 'region', 'project', 'property_company', 'warranty_office', 'call_centre')),
  name        text not null check (btrim(name) <> ''),
  name_en     text,
  created_at  timestamptz not null default now()
);

-- Where a unit stands, and under which name, from one day to another (both inclusive, null = open).
create table org_placement (
  id          bigint generated always as identity primary key,
  unit_id     bigint not null references org_unit (id) on delete cascade,
  parent_id   bigint references org_unit (id),
  name        text not null,
  valid_from  date not null,
  valid_to    date,
  check (valid_to is null or valid_to >= valid_from),
  check (parent_id is distinct from unit_id),
  -- one placement a day; the point range stands in for btree_gist, which not every server offers
  exclude using gist (int8range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
);
create index org_placement_parent on org_placement (parent_id);

create table org_alias (
  alias       text not null check (btrim(alias) <> ''),
  unit_id     bigint not null references org_unit (id) on delete cascade,
  primary key (alias, unit_id)
);

-- Service departments (端口). A region or project may name its own lead for each.
create table port (
  code        text primary key check (code ~ '^[a-z_]+$'),
  name        text not null unique,
  name_en     text not null,
  position    int not null
);
insert into port (code, name, name_en, position) values
  ('customer_relations', '集团客户关系中心', 'Group customer relations', 1),
  ('sales', '营销', 'Sales', 2),
  ('service', '客服', 'Customer service', 3),
  ('engineering', '工程', 'Engineering', 4),
  ('design', '设计', 'Design', 5),
  ('property', '物业', 'Property service', 6),
  ('warranty', '房修', 'Warranty repair', 7);

create table unit_port (
  unit_id     bigint not null references org_unit (id) on delete cascade,
  port        text not null references port (code),
  lead_name   text,
  primary key (unit_id, port)
);

-- Business choices that are data: each change is a new version, the newest in force is read.
create table setting (
  key         text not null check (key ~ '^[a-z][a-z0-9_.]*$'),
  version     int not null check (version > 0),
  value       jsonb not null,
  changed_by  text,
  reason      text,
  changed_at  timestamptz not null default now(),
  primary key (key, version)
);
