package io.leasehold.isolation.hibernate.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The schema {@value #NAME}: where tenants are, the journal of their moves, and what refuses and
 * notes writes while one is on. In the shared database all of it is used, in a tenant's own
 * database only the latter; a move brings it there itself.
 */
public final class MoveSchema {

  /** The name of the schema. */
  public static final String NAME = "leasehold_move";

  private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private MoveSchema() {}

  /**
   * Makes the schema, or brings it to the version of this library. Safe to repeat, and by several
   * nodes at once.
   *
   * @param owner logs in as the role that owns the tenants' tables
   * @param readers roles that may read where tenants are, for instance that of the platform
   * @throws IllegalArgumentException if a role is not a plain lower-case SQL name
   */
  public static void install(DataSource owner, String... readers) throws SQLException {
    for (String reader : readers) {
      if (!ROLE.matcher(reader).matches()) {
        throw new IllegalArgumentException(
            "a role is named by lower-case letters, digits and '_'; not '" + reader + "'");
      }
    }
    try (Connection connection = Objects.requireNonNull(owner, "owner").getConnection()) {
      connection.setAutoCommit(false);
      Sql.execute(connection, "set local client_min_messages = warning");
      // Two nodes that start together would both make it.
      Sql.execute(connection, "select pg_catalog.pg_advisory_xact_lock(7102, 1)");
      for (String statement : STATEMENTS) {
        Sql.execute(connection, statement);
      }
      for (String reader : readers) {
        Sql.execute(connection, "grant usage on schema leasehold_move to " + Sql.name(reader));
        Sql.execute(
            connection, "grant select on leasehold_move.tenant_placement to " + Sql.name(reader));
        Sql.execute(
            connection,
            "grant select (id, tenant_id, state, target_mode, target_name) on leasehold_move.move to "
                + Sql.name(reader));
      }
      connection.commit();
    }
  }

  /**
   * Lets the registry of {@code sdk-tenancy-postgres} in the same database tell of each tenant that
   * changes places, as it tells of its own changes: in the transaction of the change, so that no
   * node stays untold because the mover died. Safe to repeat; call it after {@link #install}.
   *
   * @param owner the role of {@link #install}; where another one owns the registry, it needs {@code
   *     usage} on the schema {@code leasehold_tenancy} and {@code execute} on its function {@code
   *     note_tenant_change()}
   */
  public static void tellWithRegistry(DataSource owner) throws SQLException {
    try (Connection connection = Objects.requireNonNull(owner, "owner").getConnection()) {
      Sql.execute(connection, TELL);
    }
  }

  // A change of a place is one of the tenant, and is told like one.
  private static final String TELL =
      """
      do $$
      begin
        perform pg_catalog.pg_advisory_xact_lock(7102, 1);
        if not exists (select 1 from pg_catalog.pg_trigger
            where tgrelid = 'leasehold_move.tenant_placement'::regclass
              and tgname = 'note_change') then
          create constraint trigger note_change after insert or update or delete
            on leasehold_move.tenant_placement deferrable initially deferred
            for each row execute function leasehold_tenancy.note_tenant_change('tenant_id');
        end if;
      end $$
      """;

  private static final List<String> STATEMENTS =
      List.of(
          "create schema if not exists leasehold_move",
          """
          create table if not exists leasehold_move.tenant_placement (
            tenant_id text primary key,
            mode text not null check (mode in ('DISCRIMINATOR', 'SCHEMA', 'DATABASE')),
            name text,
            epoch bigint not null default 1,
            changed_at timestamptz not null default now(),
            check ((mode = 'DISCRIMINATOR') = (name is null)))
          """,
          """
          create table if not exists leasehold_move.move (
            id bigint generated always as identity primary key,
            tenant_id text not null,
            source_mode text not null,
            source_name text,
            target_mode text not null,
            target_name text,
            state text not null default 'PLANNED',
            token bigint not null default 0,
            lease_until timestamptz not null default '-infinity',
            started_at timestamptz not null default now(),
            known_at timestamptz,
            switched_at timestamptz,
            keep_until timestamptz,
            ended_at timestamptz,
            write_stop_micros bigint,
            failure text)
          """,
          """
          create unique index if not exists move_one_at_a_time on leasehold_move.move (tenant_id)
            where state not in ('FINISHED', 'UNDONE')
          """,
          """
          create table if not exists leasehold_move.move_table (
            move_id bigint not null references leasehold_move.move (id),
            name text not null,
            rows bigint not null,
            checksum text not null,
            primary key (move_id, name))
          """,
          // What the writers' triggers read; a fence stands at a place.
          """
          create table if not exists leasehold_move.fence (
            id bigint primary key,
            tenant_id text not null,
            mode text not null check (mode in ('CAPTURE', 'STOPPING', 'CLOSED', 'GONE')))
          """,
          // What the writers hold until they commit; apart from the mode, so that who sees a stop
          // announced need not queue for it.
          """
          create table if not exists leasehold_move.gate (
            fence_id bigint primary key,
            closed boolean not null default false)
          """,
          // Who may move; what a node wrote that lost its turn is refused.
          """
          create table if not exists leasehold_move.mover (
            fence_id bigint primary key,
            token bigint not null)
          """,
          """
          create table if not exists leasehold_move.copied (
            fence_id bigint not null,
            tbl text not null,
            position text[],
            done boolean not null default false,
            primary key (fence_id, tbl))
          """,
          """
          create table if not exists leasehold_move.change_log (
            id bigint generated always as identity primary key,
            fence_id bigint not null,
            tbl text not null,
            key text[] not null,
            xid xid8 not null default pg_current_xact_id())
          """,
          """
          create index if not exists change_log_fence
            on leasehold_move.change_log (fence_id, tbl)
          """,
          // Both: another login with the same variable is no mover, and neither is the owner who
          // runs a migration.
          """
          create or replace function leasehold_move.is_mover(fence bigint) returns boolean
          language sql stable security definer parallel safe
          set search_path = pg_catalog, pg_temp
          as $$ select
            coalesce(nullif(current_setting('role'), 'none'), session_user::text) = current_user
            and current_setting('leasehold.mover', true) = fence::text $$
          """,
          """
          create or replace function leasehold_move.refuse(mode text) returns void
          language plpgsql set search_path = pg_catalog, pg_temp as $$
          begin
            if mode is not distinct from 'GONE' then
              raise exception using errcode = 'LH331', message =
                'LH-ISO-331: the tenant''s rows are at another place now',
                hint = 'ask for its place anew and run the transaction again';
            end if;
            raise exception using errcode = 'LH330', message =
              'LH-ISO-330: the tenant changes places at this moment',
              hint = 'run the transaction again in a second';
          end $$
          """,
          """
          create or replace function leasehold_move.admits(fence bigint) returns boolean
          language plpgsql stable security definer parallel safe cost 10
          set search_path = pg_catalog, pg_temp as $$
          declare now_mode text;
          begin
            select f.mode into now_mode from leasehold_move.fence f where f.id = fence;
            if now_mode in ('CLOSED', 'GONE') and not leasehold_move.is_mover(fence) then
              perform leasehold_move.refuse(now_mode);
            end if;
            return true;
          end $$
          """,
          // Asked at the beginning of a transaction by who knows that the tenant moves: a fence
          // that
          // is not there any more is that of a move that is over, which may have gone either way.
          """
          create or replace function leasehold_move.is_here(fence bigint) returns boolean
          language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
          declare now_mode text;
          begin
            select f.mode into now_mode from leasehold_move.fence f where f.id = fence;
            if now_mode = 'CLOSED' then
              perform leasehold_move.refuse(now_mode);
            end if;
            return coalesce(now_mode in ('CAPTURE', 'STOPPING'), false);
          end $$
          """,
          // A snapshot from before the fence does not see it; one from before the gate moved ends
          // in
          // 40001 at the lock. Neither loses a row.
          """
          create or replace function leasehold_move.admit_write(fence bigint) returns void
          language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
          declare
            now_mode text;
            shut boolean;
          begin
            select f.mode into now_mode from leasehold_move.fence f where f.id = fence;
            if now_mode is distinct from 'CAPTURE' then
              perform leasehold_move.refuse(now_mode);
            end if;
            select g.closed into shut from leasehold_move.gate g where g.fence_id = fence
              for share;
            if shut is distinct from false then
              perform leasehold_move.refuse('STOPPING');
            end if;
          end $$
          """,
          """
          create or replace function leasehold_move.refuse_truncate() returns trigger
          language plpgsql set search_path = pg_catalog, pg_temp as $$
          begin
            raise exception using errcode = 'LH330', message =
              'LH-ISO-330: a tenant with rows in this table changes places; truncate it later';
          end $$
          """,
          "revoke all on all functions in schema leasehold_move from public",
          // Policies call it with the rights of whoever reads.
          "grant execute on function leasehold_move.admits(bigint) to public",
          // Nothing else in it may be used by everybody.
          "grant usage on schema leasehold_move to public",
          "grant execute on function leasehold_move.is_here(bigint) to public");
}
