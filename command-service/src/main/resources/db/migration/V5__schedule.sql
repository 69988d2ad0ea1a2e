-- db-scheduler's timetable: when which place's maintenance is looked at next. It follows from the log and is made again from it.
create table working.scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on working.scheduled_tasks (execution_time);
create index scheduled_tasks_beating on working.scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on working.scheduled_tasks to command_service;
