-- The log. Nothing here is ever changed: a service may add and read, and triggers refuse the rest to the owner too.
-- A database superuser can drop triggers; chain, witnesses and exported evidence are there to show it.

create schema ledger;

create table ledger.entries (
    position  bigint primary key,
    id        text not null unique,
    type      text not null,
    bytes     bytea not null,          -- the entry, exactly as hashed, published and exported
    leaf_hash bytea not null           -- SHA-256(0x00 || bytes)
);

-- What entries are looked up by; a pure function of their bytes. A stream's next index is its last plus one.
create table ledger.tags (
    tag      text not null,
    position bigint not null,
    index    bigint not null,
    primary key (tag, position),
    unique (tag, index)                -- no count may begin again, whatever a service believes
);

-- The start's self-check reads the tags of the last entries; rows lie in the order of positions, so this costs next to nothing.
create index tags_by_position on ledger.tags using brin (position);

-- Full tiles of 256 hashes. Narrower ones are made from leaf hashes.
create table ledger.tiles (
    level int not null,
    index bigint not null,
    bytes bytea not null,
    primary key (level, index)
);

-- One signed checkpoint per commit.
create table ledger.checkpoints (
    size bigint primary key,
    note text not null
);

-- The one row that changes, and all of it follows from the entries: whoever moves it owns the next positions.
create table ledger.head (
    one  boolean primary key default true check (one),
    size bigint not null,
    time timestamptz not null
);

insert into ledger.head (size, time) values (0, 'epoch');

create function ledger.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare name text;
begin
    foreach name in array array['entries', 'tags', 'tiles', 'checkpoints'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function ledger.refuse()', name);
        execute format('alter table ledger.%I enable always trigger append_only', name);
    end loop;
end $$;

create trigger stays before delete or truncate on ledger.head for each statement execute function ledger.refuse();
alter table ledger.head enable always trigger stays;

-- What the head says only ever grows.
create function ledger.refuse_to_go_back() returns trigger language plpgsql as $$
begin
    if new.size <= old.size or new.time < old.time then
        raise exception 'the ledger is append-only: from % entries at % to % at % is refused', old.size, old.time, new.size, new.time
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

create trigger grows before update on ledger.head for each row execute function ledger.refuse_to_go_back();
alter table ledger.head enable always trigger grows;

grant usage on schema ledger to command_service;
grant select, insert on ledger.entries, ledger.tags, ledger.tiles, ledger.checkpoints to command_service;
grant select, update on ledger.head to command_service;

-- What must be mutable stands apart from what proofs rest on.
create schema working;
grant usage on schema working to command_service;
