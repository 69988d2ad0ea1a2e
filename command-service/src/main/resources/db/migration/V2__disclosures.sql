-- What the digests in entries stand for. Rows are deleted when they are erased, and when a request that brought them sealed nothing.
create table working.disclosures (
    sequence   bigint generated always as identity primary key,
    digest     text not null unique,   -- base64url SHA-256 of the disclosure's text, as it stands in an entry
    disclosure text not null           -- base64url of the JSON array [salt, name, value]
);
grant select, insert, delete on working.disclosures to command_service;
