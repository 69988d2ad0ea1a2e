-- When an endpoint answered 410 Gone: nothing is sent to it since. Null: it is sent to. A restart of a node sets it back.
alter table working.webhooks add column gone timestamptz;
