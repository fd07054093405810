package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be true of the pool at every instant, read from the tables and from the cloud. */
final class PoolInvariants {

  private static final String SCHEMA = "leasehold_provisioning.";

  private final AccountPool pool;
  private final SimulatedCloud cloud;
  private final PoolSettings settings;
  private final Map<String, Long> epochs = new HashMap<>();

  PoolInvariants(AccountPool pool, SimulatedCloud cloud, PoolSettings settings) {
    this.pool = pool;
    this.cloud = cloud;
    this.settings = settings;
  }

  void hold() {
    oneLiveLeaseForAnAccountAndForAPurpose();
    aClaimIsOneWithItsLease();
    epochsOnlyGrow();
    whatIsReadyIsVerifiedAndNobodyCanActInIt();
    whatIsDrainingHasItsPlan();
    noMoreAccountsThanAllowed();
    everyAccountIsInTheBooks();
    nobodyWaitsBesideAFreeAccount();
    assertThat(cloud.crimes).isEmpty();
  }

  /** I1. */
  void oneLiveLeaseForAnAccountAndForAPurpose() {
    none(
        "select account_id from $lease where state in ('CLAIMED', 'ACTIVE', 'ENDING')"
            + " group by account_id having count(*) > 1");
    none(
        "select purpose from $lease where state in ('QUEUED', 'CLAIMED', 'ACTIVE')"
            + " group by tenant, principal, purpose having count(*) > 1");
  }

  /** I2. */
  void aClaimIsOneWithItsLease() {
    none(
        "select a.id from $pool_account a left join $lease l on l.id = a.lease_id"
            + " where a.state = 'CLAIMED' and (l.id is null or l.account <> a.id"
            + " or l.epoch <> a.epoch or l.state not in ('CLAIMED', 'ACTIVE'))");
    none(
        "select l.id from $lease l join $pool_account a on a.id = l.account"
            + " where l.state in ('CLAIMED', 'ACTIVE') and (a.state <> 'CLAIMED' or a.lease_id <> l.id)");
  }

  /** I3. */
  void epochsOnlyGrow() {
    for (String row : query("select id || ' ' || epoch from $pool_account")) {
      String[] parts = row.split(" ", 2);
      long epoch = Long.parseLong(parts[1]);
      assertThat(epoch).isGreaterThanOrEqualTo(epochs.getOrDefault(parts[0], 0L));
      epochs.put(parts[0], epoch);
    }
  }

  /** I4. */
  void whatIsReadyIsVerifiedAndNobodyCanActInIt() {
    for (PoolAccount account : pool.accounts()) {
      if (account.state() == AccountState.READY) {
        SimulatedCloud.Room room = cloud.rooms.get(account.id());
        assertThat(room.dirt).hasValue(0);
        assertThat(room.openSessions).isFalse();
        assertThat(room.roleFor).isEqualTo(Optional.of(account.epoch().next()));
      }
    }
  }

  /** I9. */
  void whatIsDrainingHasItsPlan() {
    none(
        "select a.id from $pool_account a where a.state = 'DRAINING' and not exists (select 1 from"
            + " public.manual_run r where r.plan = 'recycle-account' and r.account = a.id::text"
            + " and r.epoch = a.epoch::text)");
    none(
        "select a.id from $pool_account a where a.state = 'REQUESTED' and not exists (select 1 from"
            + " public.manual_run r where r.plan = 'vend-account' and r.account = a.id::text)");
  }

  /** I10. */
  void noMoreAccountsThanAllowed() {
    PoolStatus status = pool.status();
    assertThat(status.registered()).isLessThanOrEqualTo(settings.max());
    assertThat(status.count(AccountState.REQUESTED) + status.count(AccountState.CREATING))
        .isLessThanOrEqualTo(settings.creationsInFlight());
  }

  /** I15: by the log of transitions, which is written apart from the accounts. */
  void everyAccountIsInTheBooks() {
    PoolStatus status = pool.status();
    int sum = status.accounts().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(sum).isEqualTo(status.registered());
    for (AccountState state : AccountState.values()) {
      String name = "'" + state + "'";
      assertThat(
              query(
                  "select (select count(*) from $account_transition where to_state = "
                      + name
                      + ") - (select count(*) from $account_transition where from_state = "
                      + name
                      + ")"))
          .as("arrivals less departures of %s", state)
          .containsExactly(Integer.toString(status.count(state)));
    }
  }

  private void nobodyWaitsBesideAFreeAccount() {
    PoolStatus status = pool.status();
    assertThat(status.ready() == 0 || status.queued() == 0).isTrue();
  }

  private static void none(String sql) {
    assertThat(query(sql)).as(sql).isEmpty();
  }

  private static List<String> query(String sql) {
    return Database.column(sql.replace("$", SCHEMA));
  }
}
