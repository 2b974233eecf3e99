-- Comparisons can be kept and shared like the other pictures.
alter table saved_view drop constraint saved_view_page_check;
alter table saved_view add constraint saved_view_page_check check (page in ('/', '/indicators', '/explore', '/compare'));
