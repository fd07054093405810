package io.leasehold.tenancy.postgres.internal;

/**
 * How permits are taken out of an allowance: one statement, which locks the caller's row and reads
 * the clock of the database, so that nodes with other clocks do not matter.
 */
public final class AllowanceRows {

  /** Parameters: caller, burst, wanted, permits per second. Gives granted and what is left. */
  public static final String TAKE_RATE =
      """
      with asked as (select ?::text as caller, ?::double precision as burst, ?::bigint as wanted,
        ?::double precision as per_second)
      insert into leasehold_tenancy.fairness_rate as r (caller, level, level_at, granted)
      select caller, burst - least(wanted, burst), clock_timestamp(), least(wanted, burst) from asked
      on conflict (caller) do update set (level, level_at, granted) = (
        select refilled.level - least(floor(refilled.level), a.wanted), refilled.at,
            least(floor(refilled.level), a.wanted)
          from asked a
          -- Never backwards: a clock that was set back gives nothing a second time.
          cross join lateral (select greatest(clock_timestamp(), r.level_at) as at) t
          cross join lateral (select t.at,
            least(a.burst, r.level + a.per_second * extract(epoch from t.at - r.level_at)) as level)
            refilled)
      returning granted, level
      """;

  /**
   * Parameters: caller, seconds of a period, permits, wanted. Gives granted, taken, and in how many
   * milliseconds the period is over.
   */
  public static final String TAKE_QUOTA =
      """
      with asked as (select ?::text as caller, ?::bigint as seconds, ?::bigint as permits,
        ?::bigint as wanted)
      insert into leasehold_tenancy.fairness_quota as q
        (caller, period_seconds, period, taken, granted)
      select caller, seconds, floor(extract(epoch from clock_timestamp()) / seconds)::bigint,
          least(wanted, permits), least(wanted, permits) from asked
      on conflict (caller, period_seconds) do update set (period, taken, granted) = (
        select counted.period, counted.taken + counted.more, counted.more
          from asked a
          cross join lateral (select greatest(q.period,
            floor(extract(epoch from clock_timestamp()) / a.seconds)::bigint) as period) p
          cross join lateral (select p.period,
            case when p.period = q.period then q.taken else 0 end as taken) c
          cross join lateral (select c.period, c.taken,
            greatest(0, least(a.wanted, a.permits - c.taken)) as more) counted)
      returning granted, taken, greatest(1, ceil(((period + 1) * period_seconds
        - extract(epoch from clock_timestamp())) * 1000))::bigint as millis_left
      """;

  private AllowanceRows() {}
}
