-- A verdict may be taken back by whoever gave it; the row stays.
alter table response_review add column quality_before text check (quality_before in ('ok', 'flagged', 'excluded'));
alter table response_review add column undone_at timestamptz;
