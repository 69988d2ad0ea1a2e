-- Of each tag, entries are counted in the order of their positions, so that one index finds them by either. An index more is what an append spends most
-- time on: eight rows of tags for each entry.
alter table ledger.tags drop constraint tags_pkey;

-- The first count of a tag at or after a position: found by halving, as both grow together.
create function ledger.first_index(counted text, since bigint) returns bigint language plpgsql stable as $$
declare
    low    bigint := 0;
    high   bigint := 0;
    middle bigint;
begin
    if since > 0 then
        select t.index + 1 into high from ledger.tags t where t.tag = counted order by t.index desc limit 1;
    end if;
    while low < high loop
        middle := (low + high) / 2;
        if (select t.position < since from ledger.tags t where t.tag = counted and t.index = middle) then
            low := middle + 1;
        else
            high := middle;
        end if;
    end loop;
    return low;
end $$;
