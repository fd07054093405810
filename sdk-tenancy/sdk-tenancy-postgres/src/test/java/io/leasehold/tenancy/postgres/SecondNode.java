package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A node of its own in a process of its own: asks its cache a hundred times a second whether the
 * tenant at the host may enter, and prints whenever the answer changes.
 */
final class SecondNode {

  private SecondNode() {}

  /** Port of the database, how to listen, seconds to outlive an outage. */
  public static void main(String[] args) throws InterruptedException {
    DataSource platform = RegistryDatabase.platformAt(Integer.parseInt(args[0]));
    try (PostgresTenantChanges changes =
            args[1].equals("polling")
                ? PostgresTenantChangesTest.polling(platform)
                : PostgresTenantChanges.start(platform);
        CachingTenantRegistry cache =
            CachingTenantRegistry.builder(new PostgresTenantRegistry(platform))
                .following(changes)
                .ttl(Duration.ofHours(1))
                .staleWhileDown(Duration.ofSeconds(Long.parseLong(args[2])))
                .build()) {
      // At its first contact the source says that anything may have changed.
      while (!changes.unconfirmedFor().isZero()) {
        Thread.sleep(10);
      }
      String last = "";
      while (true) {
        String answer = answer(cache);
        if (!answer.equals(last)) {
          System.out.println(answer);
          last = answer;
        }
        Thread.sleep(10);
      }
    }
  }

  private static String answer(TenantRegistry cache) {
    try {
      return cache
          .findByDomain(TenantDomain.of("acme.example"))
          .map(tenant -> tenant.status().admits() ? "admitted" : "refused")
          .orElse("unknown");
    } catch (TenantRegistryUnavailableException outage) {
      return "unavailable";
    }
  }
}
