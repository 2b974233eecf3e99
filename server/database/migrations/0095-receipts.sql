-- Which answer a receipt number belongs to. Filled afterwards, once a day and before each search: an index over answers would cost
-- every owner who answers, and is asked for a few times a year.
create table receipt (
  response_id uuid primary key references response (id) on delete cascade,
  bits        bigint not null
);
create index receipt_bits on receipt (bits);

-- Up to where answers were gone through: everything committed before this transaction, in this record.
create table receipt_progress (
  only_row    boolean primary key default true check (only_row),
  epoch       uuid not null,
  through_xid xid8 not null
);
insert into receipt_progress (epoch, through_xid) select epoch, '0' from record_epoch;
