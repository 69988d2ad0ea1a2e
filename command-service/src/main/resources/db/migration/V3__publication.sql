-- Published checkpoints with whoever confirmed them. All of it could be asked for again; what is lost is when it was said.
create table working.published (
    size     bigint primary key,
    note     text not null,            -- the log's lines, and those of witnesses as they arrive
    time     timestamptz not null,
    quorum   text not null check (quorum in ('met', 'unmet', 'none')),
    lacking  text[] not null,          -- to the quorum, in words
    cosigned int not null,             -- witnesses' lines in the note
    settled  timestamptz               -- when the quorum was met; without a quorum, when the first witness cosigned
);
create index published_settled on working.published (size) where settled is not null;

-- The last size each witness is known to have cosigned: where the next proof for it begins.
create table working.witnesses (
    vkey text primary key,
    size bigint not null,
    time timestamptz not null
);

-- RFC 3161 responses over the text of published checkpoints.
create table working.timestamps (
    size      bigint not null,
    authority text not null,
    time      timestamptz not null,    -- as the authority has it
    response  bytea not null,          -- DER of TimeStampResp
    primary key (size, authority)
);

grant select, insert, update, delete on working.published to command_service;
grant select, insert, update on working.witnesses to command_service;
grant select, insert on working.timestamps to command_service;
