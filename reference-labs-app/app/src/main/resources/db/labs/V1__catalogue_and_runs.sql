-- What a tenant offers.
create table lab (
  key uuid primary key,
  tenant_id text not null,
  name text not null,
  title text not null,
  summary text not null,
  level text not null,
  minutes integer not null check (minutes between 1 and 720),
  topics text not null,
  services text not null,
  guide_key text not null,
  position integer not null,
  unique (tenant_id, name)
);

-- One learner's use of one lab.
create table lab_run (
  id uuid primary key,
  tenant_id text not null,
  learner text not null,
  lab_name text not null,
  lab_title text not null,
  minutes integer not null,
  request_key text not null,
  state text not null check (state in ('STARTING', 'RUNNING', 'ENDING', 'ENDED', 'FAILED')),
  lease_id uuid,
  requested_at timestamptz not null,
  started_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  unique (tenant_id, learner, request_key)
);

-- A learner has a lab once at a time.
create unique index lab_run_live on lab_run (tenant_id, learner, lab_name)
  where state in ('STARTING', 'RUNNING', 'ENDING');

-- Long work that a learner asked for; its steps are in the journal of the plan runner.
create table operation (
  id uuid primary key,
  tenant_id text not null,
  learner text not null,
  lab_run_id uuid not null,
  kind text not null check (kind in ('START_LAB', 'END_LAB')),
  requested_at timestamptz not null,
  unique (tenant_id, lab_run_id, kind)
);

-- Inside a tenant, a learner sees what is their own: a second policy that both have to pass.
create policy labs_learner on lab_run as restrictive for all to public
  using (learner = nullif(current_setting('labs.learner', true), ''))
  with check (learner = nullif(current_setting('labs.learner', true), ''));
create policy labs_learner on operation as restrictive for all to public
  using (learner = nullif(current_setting('labs.learner', true), ''))
  with check (learner = nullif(current_setting('labs.learner', true), ''));
