create table project (
  id uuid primary key, tenant_id text not null, name text,
  unique (tenant_id, id));

create table task (
  id uuid primary key, tenant_id text not null, project_id uuid not null, title text,
  foreign key (tenant_id, project_id) references project (tenant_id, id));

create role tasks_app login nosuperuser nobypassrls;
grant select, insert, update, delete on project, task to tasks_app;
