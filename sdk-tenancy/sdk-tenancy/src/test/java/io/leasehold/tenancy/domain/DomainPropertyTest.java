package io.leasehold.tenancy.domain;

import static io.leasehold.tenancy.domain.Town.ACME;
import static io.leasehold.tenancy.domain.Town.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives: tenants claim, publish, withdraw and release, DNS and the edge come and go, time
 * passes. Whatever happens, the rules hold after every step.
 */
@Tag("mistake-21")
class DomainPropertyTest {

  private static final List<String> HOSTS = List.of("a.acme.com", "b.acme.com", "acme.co.uk");
  private static final int STEPS = 250;

  private final Town town = new Town();
  private final Map<ClaimId, CustomDomain> before = new HashMap<>();
  private final Map<String, Map<TenantId, Instant>> lastHeld = new HashMap<>();
  private static final Set<DomainStatus> REACHED = EnumSet.noneOf(DomainStatus.class);

  static IntStream seeds() {
    return IntStream.range(0, Boolean.getBoolean("leasehold.long") ? 2_000 : 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappensTheRulesHold(int seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      act(random);
      check("seed " + seed + ", step " + step);
    }
  }

  @AfterAll
  static void everyStatusWasReached() {
    assertThat(REACHED).containsExactlyInAnyOrder(DomainStatus.values());
  }

  private void act(Random random) {
    TenantId tenant = random.nextBoolean() ? ACME : GLOBEX;
    String host = HOSTS.get(random.nextInt(HOSTS.size()));
    List<CustomDomain> own = town.domains.ofTenant(tenant);
    CustomDomain any = own.isEmpty() ? null : own.get(random.nextInt(own.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> town.domains.claim(tenant, host);
      case 2, 3 -> {
        if (any != null) {
          town.publish(any);
        }
      }
      case 4 -> {
        if (any != null) {
          town.unpublish(any);
        }
      }
      case 5 -> {
        if (any != null && random.nextInt(3) == 0) {
          town.domains.release(tenant, any.id(), "left");
        }
      }
      case 6 -> {
        if (any != null) {
          town.domains.check(tenant, any.id());
        }
      }
      case 7 -> town.dnsDown = random.nextInt(3) == 0;
      case 8 -> town.edge.down = random.nextInt(3) == 0;
      case 9 ->
          town.edge.whenRequested =
              random.nextInt(4) == 0 ? new EdgeState.Failed("no") : new EdgeState.Ready(List.of());
      default -> {
        town.later(Duration.ofMinutes(random.nextInt(60 * 24 * 4)));
        town.upkeep();
      }
    }
  }

  private void check(String when) {
    Map<String, List<CustomDomain>> holders = new HashMap<>();
    List<CustomDomain> all = new ArrayList<>(town.domains.ofTenant(ACME));
    all.addAll(town.domains.ofTenant(GLOBEX));
    for (CustomDomain claim : all) {
      REACHED.add(claim.status());
      CustomDomain earlier = before.put(claim.id(), claim);
      assertThat(claim.version())
          .as(when)
          .isGreaterThanOrEqualTo(earlier == null ? 0 : earlier.version());
      if (claim.status().holds()) {
        String host = claim.domain().value();
        holders.computeIfAbsent(host, h -> new ArrayList<>()).add(claim);
        assertThat(claim.proof().seenAt()).as(when + ": held only if proven").isPresent();
        lastHeld
            .computeIfAbsent(host, h -> new HashMap<>())
            .forEach(
                (tenant, last) -> {
                  boolean newcomer = earlier == null || !earlier.status().holds();
                  if (newcomer && !tenant.equals(claim.tenant())) {
                    assertThat(claim.since())
                        .as(when + ": after the cool-off")
                        .isAfterOrEqualTo(last.plus(DomainSettings.defaults().coolOff()));
                  }
                });
      }
      if (earlier != null
          && earlier.status() == DomainStatus.RELEASING
          && claim.status() == DomainStatus.RELEASED) {
        lastHeld
            .computeIfAbsent(claim.domain().value(), h -> new HashMap<>())
            .put(claim.tenant(), claim.since());
      }
      boolean quarantinedNow =
          claim.status() == DomainStatus.QUARANTINED
              && earlier != null
              && earlier.status() == DomainStatus.ACTIVE;
      assertThat(quarantinedNow && town.dnsDown)
          .as(when + ": an outage quarantines nothing")
          .isFalse();
    }
    assertThat(holders.values()).as(when).allSatisfy(some -> assertThat(some).hasSize(1));
    assertThat(town.served())
        .as(when)
        .hasSize((int) all.stream().filter(c -> c.status() == DomainStatus.ACTIVE).count());
  }
}
