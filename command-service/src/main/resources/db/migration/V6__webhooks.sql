-- How far each configured webhook has come. A row of an endpoint that is configured no more stays: should it come back, it goes on there.
create table working.webhooks (
    endpoint text primary key,         -- its name in the configuration
    next     bigint not null,          -- position of the entry it gets next
    since    timestamptz               -- when that entry failed first; null: it has not
);

-- Entries that an endpoint never took. A service adds and reads: what was not delivered is not forgotten.
create table working.webhooks_given_up (
    endpoint text not null,
    position bigint not null,
    time     timestamptz not null,
    why      text not null,
    primary key (endpoint, position)
);

grant select, insert, update on working.webhooks to command_service;
grant select, insert on working.webhooks_given_up to command_service;
