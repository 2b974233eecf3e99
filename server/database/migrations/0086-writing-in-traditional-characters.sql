-- Owners are written to in every language their page has.
alter table mailing drop constraint mailing_language_check;
alter table mailing add constraint mailing_language_check check (language in ('zh-CN', 'zh-TW', 'en'));
