package io.leasehold.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachingTenantSettingsTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");

  private final InMemoryTenantSettings source = new InMemoryTenantSettings();
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();
  private final CachingTenantSettings settings =
      new CachingTenantSettings(
          tenant -> {
            loads.incrementAndGet();
            return source.of(tenant);
          },
          changes,
          Duration.ofSeconds(30),
          time::get);
  private final List<TenantConfigChange> told = new ArrayList<>();

  @Test
  void settingsAreReadOnceUntilTheyChange() {
    source.save(ACME, operator("a", "1"));
    for (int i = 0; i < 1_000; i++) {
      assertThat(settings.of(ACME)).isEqualTo(operator("a", "1"));
    }
    assertThat(loads).hasValue(1);
    source.save(ACME, operator("a", "2"));
    changes.publish(TenantChange.of(ACME));
    assertThat(settings.of(ACME)).isEqualTo(operator("a", "2"));
    assertThat(loads).hasValue(2);
  }

  @Test
  void aChangeThatNobodyToldIsSeenAfterTheTimeToLive() {
    settings.of(ACME);
    source.save(ACME, operator("a", "2"));
    time.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(settings.of(ACME)).isEqualTo(operator("a", "2"));
  }

  @Test
  void listenersAreToldWhoseKeysChanged() {
    settings.onChange(told::add);
    source.save(ACME, new SettingsOfTenant(Map.of("a", "1", "b", "1"), Map.of("c", "1")));
    settings.of(ACME);
    source.save(ACME, new SettingsOfTenant(Map.of("a", "1", "b", "2"), Map.of("d", "1")));
    changes.publish(TenantChange.of(ACME));
    assertThat(told)
        .containsExactly(new TenantConfigChange(Optional.of(ACME), Set.of("b", "c", "d")));
    assertThat(told.get(0).concerns(ACME, "b")).isTrue();
    assertThat(told.get(0).concerns(ACME, "a")).isFalse();
    assertThat(told.get(0).concerns(GLOBEX, "b")).isFalse();
  }

  @Test
  void aChangeOfSomethingElseAndOneOfUnreadSettingsIsNoChangeHere() {
    settings.onChange(told::add);
    settings.of(ACME);
    changes.publish(TenantChange.of(ACME));
    changes.publish(TenantChange.of(GLOBEX));
    assertThat(told).isEmpty();
  }

  @Test
  void aChangeThatAReaderFindsFirstIsToldAllTheSame() {
    settings.onChange(told::add);
    source.save(ACME, operator("a", "1"));
    settings.of(ACME);
    source.save(ACME, operator("a", "2"));
    time.addAndGet(Duration.ofSeconds(30).toNanos());
    settings.of(ACME);
    changes.publish(TenantChange.of(ACME));
    assertThat(told).containsExactly(new TenantConfigChange(Optional.of(ACME), Set.of("a")));
  }

  @Test
  void aListenerThatReadsFindsWhatIsNew() {
    List<SettingsOfTenant> found = new ArrayList<>();
    settings.onChange(change -> found.add(settings.of(ACME)));
    source.save(ACME, operator("a", "1"));
    settings.of(ACME);
    source.save(ACME, operator("a", "2"));
    changes.publish(TenantChange.of(ACME));
    assertThat(found).containsExactly(operator("a", "2"));
  }

  @Test
  void whenAnythingMayHaveChangedAllIsReadAnew() {
    settings.onChange(told::add);
    settings.of(ACME);
    settings.of(GLOBEX);
    changes.publish(TenantChange.anything());
    assertThat(told).containsExactly(new TenantConfigChange(Optional.empty(), Set.of()));
    assertThat(told.get(0).concerns(GLOBEX, "any")).isTrue();
    settings.of(ACME);
    settings.of(GLOBEX);
    assertThat(loads).hasValue(4);
  }

  @Test
  void anOutageAfterAChangeIsNotAnsweredWithWhatWas() {
    settings.onChange(told::add);
    source.save(ACME, operator("a", "1"));
    settings.of(ACME);
    source.reachable(false);
    changes.publish(TenantChange.of(ACME));
    assertThat(told).containsExactly(new TenantConfigChange(Optional.of(ACME), Set.of()));
    assertThatThrownBy(() -> settings.of(ACME))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    source.reachable(true);
    assertThat(settings.of(ACME)).isEqualTo(operator("a", "1"));
  }

  @Test
  void anOutageIsOutlivedForAStatedTimeByWhatIsNotKnownToHaveChanged() {
    source.save(ACME, operator("a", "1"));
    settings.of(ACME);
    source.reachable(false);
    time.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(settings.of(ACME)).isEqualTo(operator("a", "1"));
    assertThatThrownBy(() -> settings.of(GLOBEX))
        .as("what was never read is not made up")
        .isInstanceOf(TenantRegistryUnavailableException.class);
    time.addAndGet(CachingTenantSettings.STALE_WHILE_DOWN.toNanos());
    assertThatThrownBy(() -> settings.of(ACME))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void aListenerThatFailsKeepsNobodyFromBeingTold() {
    settings.onChange(
        change -> {
          throw new IllegalStateException("broken listener");
        });
    TenantChanges.Subscription second = settings.onChange(told::add);
    changes.publish(TenantChange.anything());
    assertThat(told).hasSize(1);
    second.close();
    changes.publish(TenantChange.anything());
    assertThat(told).hasSize(1);
  }

  private static SettingsOfTenant operator(String key, String value) {
    return new SettingsOfTenant(Map.of(key, value), Map.of());
  }
}
