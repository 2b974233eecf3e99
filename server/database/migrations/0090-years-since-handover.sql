-- A wave tells owners by age one way, by handover batch or by years since handover: with both of one wave, one could be subtracted
-- from the other. So a home of a frame has one of them.
alter table wave add column age_by text not null default 'batch' check (age_by in ('batch', 'tenure'));

-- months after handover at which the classes end, as they were when the frame was fixed
alter table wave_frame add column tenure_limits int[];

-- class of years since handover on the cut-off day (surveys/tenure.ts); null before the handover
alter table frame_member add column tenure text;
alter table frame_member add check (batch is null or tenure is null);
