-- The account pool: accounts, leases, the log of every transition, and a counter.
-- Lease state lives here and nowhere else; AWS is never asked who holds an account.

create table leasehold_provisioning.pool_account (
  id             uuid primary key,
  account_id     text unique check (account_id ~ '^[0-9]{12}$'),
  email          text not null unique,
  name           text not null unique,
  state          text not null check (state in ('REQUESTED', 'CREATING', 'BASELINING', 'CLEANING',
                   'VERIFYING', 'COOLING', 'READY', 'CLAIMED', 'DRAINING', 'QUARANTINED')),
  -- The fencing number. Grows with each claim and each release from quarantine, never falls.
  epoch          bigint not null default 0 check (epoch >= 0),
  lease_id       uuid,
  -- Written before CreateAccount is called: from then on an account may exist that we do not know.
  asked_at       timestamptz,
  ticket         text,
  waiting_for    text,
  -- Whether that is a quota, which holds for every further account too.
  limited        boolean not null default false,
  -- What went wrong last, for the reason of a quarantine that may follow.
  last_error     text,
  reason         text,
  requested_at   timestamptz not null,
  state_since    timestamptz not null,
  constraint pool_account_known check (
    account_id is not null or state in ('REQUESTED', 'CREATING', 'QUARANTINED')),
  constraint pool_account_held check (
    case when state = 'CLAIMED' then lease_id is not null
         else lease_id is null or state in ('DRAINING', 'QUARANTINED') end),
  constraint pool_account_reason check ((state = 'QUARANTINED') = (reason is not null))
);

create index pool_account_ready on leasehold_provisioning.pool_account (state_since, id)
  where state = 'READY';

create table leasehold_provisioning.lease (
  id            uuid primary key,
  -- The order of the queue.
  seq           bigint generated always as identity unique,
  tenant        text not null,
  principal     text not null,
  purpose       text not null,
  request_key   text not null,
  length_ms     bigint not null check (length_ms > 0),
  notify_run    text,
  state         text not null check (state in ('QUEUED', 'CLAIMED', 'ACTIVE', 'ENDING', 'ENDED')),
  account       uuid references leasehold_provisioning.pool_account (id),
  account_id    text,
  epoch         bigint,
  requested_at  timestamptz not null,
  claimed_at    timestamptz,
  activated_at  timestamptz,
  expires_at    timestamptz,
  ended_at      timestamptz,
  end_reason    text,
  constraint lease_request unique (tenant, request_key),
  constraint lease_account check ((account is null) = (epoch is null)),
  constraint lease_held check (account is not null or state in ('QUEUED', 'ENDED')),
  constraint lease_clock check (state <> 'ACTIVE' or expires_at is not null),
  constraint lease_over check ((state in ('ENDING', 'ENDED')) = (end_reason is not null))
);

-- One live lease for a principal and purpose; one holder for an account, until it is revoked.
create unique index lease_one_live on leasehold_provisioning.lease (tenant, principal, purpose)
  where state in ('QUEUED', 'CLAIMED', 'ACTIVE');
create unique index lease_one_holder on leasehold_provisioning.lease (account)
  where state in ('CLAIMED', 'ACTIVE', 'ENDING');
-- An epoch belongs to one lease for ever.
create unique index lease_one_epoch on leasehold_provisioning.lease (account, epoch);
create index lease_queue on leasehold_provisioning.lease (seq) where state = 'QUEUED';
create index lease_due on leasehold_provisioning.lease (expires_at) where state = 'ACTIVE';
create index lease_claimed on leasehold_provisioning.lease (claimed_at) where state = 'CLAIMED';

alter table leasehold_provisioning.pool_account
  add constraint pool_account_lease foreign key (lease_id)
  references leasehold_provisioning.lease (id) deferrable initially deferred;

-- Every change of an account's state, in the transaction that made it. For each state the arrivals
-- less the departures are the accounts that stand in it.
create table leasehold_provisioning.account_transition (
  seq         bigint generated always as identity primary key,
  account     uuid not null references leasehold_provisioning.pool_account (id),
  epoch       bigint not null,
  from_state  text,
  to_state    text not null,
  lease_id    uuid,
  detail      text,
  at          timestamptz not null
);

create index account_transition_account on leasehold_provisioning.account_transition (account, seq);

-- How many accounts there are, by the log alone.
create index account_transition_first on leasehold_provisioning.account_transition (account)
  where from_state is null;

create table leasehold_provisioning.pool_meter (
  name   text primary key,
  value  bigint not null
);

insert into leasehold_provisioning.pool_meter (name, value) values ('stale-commands', 0);
