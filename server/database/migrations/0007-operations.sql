-- Operational records beside the answers. The key is project and number: firms reuse numbers across projects.
create table repair_order (
  id           bigint generated always as identity primary key,
  project_id   bigint not null references org_unit (id),
  order_no     text not null,
  home_id      bigint references home (id),
  reported_at  timestamptz not null,
  channel      text,
  category     text,
  urgency      text,
  dispatched_at timestamptz,
  arrived_at   timestamptz,
  closed_at    timestamptz,
  status       text not null check (status in ('open', 'closed', 'force_closed', 'void')),
  in_warranty  boolean,
  reopened     int not null default 0 check (reopened >= 0),
  on_time      boolean,
  callback_result text,
  check (closed_at is null or closed_at >= reported_at),
  unique (project_id, order_no)
);
create index repair_order_home on repair_order (home_id);
create index repair_order_reported on repair_order (project_id, reported_at);

create table complaint (
  id           bigint generated always as identity primary key,
  project_id   bigint not null references org_unit (id),
  complaint_no text not null,
  home_id      bigint references home (id),
  submitted_at timestamptz not null,
  channel      text,
  category     text,
  level        text not null default 'general' check (level in ('general', 'hot', 'important', 'major')),
  is_group     boolean not null default false,
  people       int check (people > 0),
  port         text references port (code),
  reply_due_at timestamptz,
  first_reply_at timestamptz,
  closed_at    timestamptz,
  status       text not null check (status in ('open', 'closed', 'force_closed', 'void')),
  solved       boolean,
  check (closed_at is null or closed_at >= submitted_at),
  unique (project_id, complaint_no)
);
create index complaint_home on complaint (home_id);
create index complaint_submitted on complaint (project_id, submitted_at);
