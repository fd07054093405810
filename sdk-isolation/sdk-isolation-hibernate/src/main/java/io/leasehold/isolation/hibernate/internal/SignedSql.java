package io.leasehold.isolation.hibernate.internal;

import java.util.List;

/** What PostgreSQL needs to check a proof. */
public final class SignedSql {

  /** The variable of the proof. */
  static final String PROOF = "leasehold.proof";

  // Neither by what the caller puts into its path of names, nor by what it creates.
  private static final String FIXED = " set search_path = pg_catalog, pg_temp as $leasehold$";

  // Parallel workers have a process id of their own, so only the leader may ask.
  private static final String GUARDED = " stable security definer parallel restricted";

  private static final String CHALLENGE =
      """

      begin
        return 'v1|' || current_database() || '|' || pg_backend_pid() || '|'
          || (extract(epoch from transaction_timestamp()) * 1000000)::bigint;
      end
      """;

  // Compared by digests of digests, so that time tells nothing. The key is never a constant of a
  // plan, because plans can be printed by whoever runs the statement.
  private static final String SAID =
      """

      declare
        tenant text := current_setting('leasehold.tenant', true);
        proof text := current_setting('leasehold.proof', true);
        known leasehold_signed.key;
        right_one text;
      begin
        if tenant is null or proof is null or proof = '' then
          return null;
        end if;
        select * into known from leasehold_signed.key where id = split_part(proof, ':', 1);
        if not found then
          return null;
        end if;
        right_one := encode(sha256(known.outer_pad || sha256(known.inner_pad
          || convert_to(tenant || '|' || leasehold_signed.challenge(), 'UTF8'))), 'hex');
        if sha256(known.outer_pad || convert_to(split_part(proof, ':', 2), 'UTF8'))
            = sha256(known.outer_pad || convert_to(right_one, 'UTF8')) then
          return tenant;
        end if;
        return null;
      end
      """;

  private static final String TENANT =
      """

      begin
        return nullif(leasehold_signed.said(), '');
      end
      """;

  // What can be done inside a transaction of what DISCARD ALL does; the driver has to see that its
  // statements are gone, so that is not done here. As whoever calls, because a definer's function
  // may not change roles. Proven in this very transaction, perhaps by another handle: then what is
  // there is its own. The level is the connection's, which its pool has set.
  private static final String START =
      """

      declare
        isolation text := current_setting('default_transaction_isolation');
      begin
        if leasehold_signed.said() is null then
          execute 'close all; unlisten *; reset role; reset all; discard temp; discard sequences';
          perform pg_advisory_unlock_all();
          perform set_config('default_transaction_isolation', isolation, false);
        end if;
        return leasehold_signed.challenge();
      end
      """;

  /**
   * Takes from the session what an earlier transaction may have left, and gives the challenge of
   * this one.
   */
  static final String ASK = "deallocate all; select leasehold_signed.start()";

  /** Only the challenge, in a session that nobody else's SQL was in. */
  static final String ASK_ONLY = "select leasehold_signed.challenge()";

  /** See {@link io.leasehold.isolation.hibernate.SignedTenants#statements()}. */
  public static final List<String> STATEMENTS =
      List.of(
          "create schema if not exists leasehold_signed",
          "revoke all on schema leasehold_signed from public",
          "grant usage on schema leasehold_signed to public",
          """
          create table if not exists leasehold_signed.key (
            id text primary key check (id ~ '^[a-z0-9-]{1,32}$'),
            inner_pad bytea not null check (length(inner_pad) = 64),
            outer_pad bytea not null check (length(outer_pad) = 64))\
          """,
          "revoke all on leasehold_signed.key from public",
          function("challenge", CHALLENGE, GUARDED),
          function("said", SAID, GUARDED),
          function("tenant", TENANT, GUARDED),
          function("start", START, ""));

  /** Makes a key known. */
  public static final String INSTALL_KEY =
      "insert into leasehold_signed.key (id, inner_pad, outer_pad) values (?, ?, ?)"
          + " on conflict (id) do update"
          + " set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad";

  /** Forgets a key. */
  public static final String RETIRE_KEY = "delete from leasehold_signed.key where id = ?";

  /** What of it the role could read or change, or somebody has changed. */
  static final String REACHABLE =
      """
      select 'table leasehold_signed.key' from pg_class c
      where c.oid = to_regclass('leasehold_signed.key')
        and (has_any_column_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
          or has_table_privilege(c.oid, 'DELETE, TRUNCATE, TRIGGER')
          or pg_has_role(current_user, c.relowner, 'MEMBER'))
      union all
      select 'function leasehold_signed.' || p.proname
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'leasehold_signed'
        and (p.prosecdef = (p.proname = 'start') or pg_has_role(current_user, p.proowner, 'MEMBER')
          or p.prosrc is distinct from case p.proname
            when 'challenge' then $body$%s$body$
            when 'said' then $body$%s$body$
            when 'tenant' then $body$%s$body$
            when 'start' then $body$%s$body$ end)
      """
          .formatted(CHALLENGE, SAID, TENANT, START);

  private SignedSql() {}

  private static String function(String name, String body, String kind) {
    return "create or replace function leasehold_signed."
        + name
        + "() returns text language plpgsql"
        + kind
        + FIXED
        + body
        + "$leasehold$";
  }
}
