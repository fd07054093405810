-- Runs of durable plans. See io.leasehold.provisioning.plan.

create schema if not exists leasehold_provisioning;

-- db-scheduler's table, with the columns it expects. One row for each unfinished run: who works on
-- it (picked_by, last_heartbeat), when it is due, and the version that fences every journal write.
create table leasehold_provisioning.scheduled_tasks (
  task_name            text                     not null,
  task_instance        text                     not null,
  task_data            bytea,
  execution_time       timestamp with time zone not null,
  picked               boolean                  not null,
  picked_by            text,
  last_success         timestamp with time zone,
  last_failure         timestamp with time zone,
  consecutive_failures int,
  last_heartbeat       timestamp with time zone,
  version              bigint                   not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on leasehold_provisioning.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on leasehold_provisioning.scheduled_tasks (last_heartbeat);

create table leasehold_provisioning.plan_run (
  id               uuid                     primary key,
  plan             text                     not null,
  version          int                      not null,
  digest           text                     not null,
  start_key        text                     not null,
  status           text                     not null
    check (status in ('RUNNING', 'WAITING', 'UNDOING', 'DONE', 'FAILED', 'CANCELLED')),
  cancel_requested boolean                  not null default false,
  input            text                     not null,
  steps            text[]                   not null,
  error_code       text,
  error_message    text,
  started_at       timestamp with time zone not null,
  finished_at      timestamp with time zone,
  constraint plan_run_start_key unique (plan, start_key)
);
create index plan_run_status on leasehold_provisioning.plan_run (status, started_at);
create index plan_run_finished on leasehold_provisioning.plan_run (finished_at)
  where finished_at is not null;

-- The journal: one row for each begun step, and one for each begun undo of a step.
create table leasehold_provisioning.plan_step (
  run_id          uuid    not null references leasehold_provisioning.plan_run on delete cascade,
  undo            boolean not null,
  position        int     not null,
  name            text    not null,
  state           text    not null
    check (state in
      ('QUEUED', 'RUNNING', 'POLLING', 'RETRYING', 'WAITING', 'DONE', 'FAILED', 'CANCELLED')),
  attempts        int     not null default 0,
  failures        int     not null default 0,
  interruptions   int     not null default 0,
  output          text,
  signal          text,
  signal_deadline timestamp with time zone,
  signal_payload  text,
  permit_wanted   text,
  queued_at       timestamp with time zone,
  error_code      text,
  error_message   text,
  node            text,
  started_at      timestamp with time zone not null,
  finished_at     timestamp with time zone,
  primary key (run_id, undo, position)
);
create index plan_step_queue on leasehold_provisioning.plan_step (permit_wanted, queued_at)
  where permit_wanted is not null;

-- Signals that no step has taken yet.
create table leasehold_provisioning.plan_signal (
  id      bigint generated always as identity primary key,
  run_id  uuid not null references leasehold_provisioning.plan_run on delete cascade,
  name    text not null,
  payload text not null,
  sent_at timestamp with time zone not null
);
create index plan_signal_run on leasehold_provisioning.plan_signal (run_id, name, id);

-- Permits in use. The primary key is the limit: there is no slot above it and none twice.
create table leasehold_provisioning.plan_permit (
  name     text not null,
  slot     int  not null,
  run_id   uuid not null references leasehold_provisioning.plan_run on delete cascade,
  position int  not null,
  since    timestamp with time zone not null,
  primary key (name, slot),
  constraint plan_permit_holder unique (run_id, position)
);
