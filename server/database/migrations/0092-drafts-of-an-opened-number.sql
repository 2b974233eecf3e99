-- a number somebody opened and wants to act on, whatever led there
alter table improvement_draft drop constraint improvement_draft_kind_check;
alter table improvement_draft add check (kind in ('change', 'driver', 'priority', 'operation', 'number'));
