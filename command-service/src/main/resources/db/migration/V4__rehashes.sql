-- What came of each full re-hash of the log. A service adds and reads: that damage was found once is not taken back.
create table working.rehashes (
    sequence bigint generated always as identity primary key,
    started  timestamptz not null,
    finished timestamptz not null,
    entries  bigint not null,          -- how many were looked at, from the first one on
    position bigint,                   -- of the first that does not fit; null: all do
    what     text                      -- what does not fit there
);
grant select, insert on working.rehashes to command_service;
