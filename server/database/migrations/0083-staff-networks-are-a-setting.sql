-- Networks of our own offices are a rule like the others, with versions, reasons and a screen.
insert into setting (key, version, value, reason)
select 'quality.staff_networks', 1, jsonb_agg(address order by address), 'as declared before'
from site_network having count(*) > 0;
drop table site_network;
