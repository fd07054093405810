package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.spi.TenantChanges.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LocalTenantChangesTest {

  private final TenantChange suspension =
      TenantChange.of(TenantId.of("acme"), TenantStatus.SUSPENDED);
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private final List<String> told = new ArrayList<>();

  @Test
  void everyListenerIsToldInTheOrderOfSubscriptionBeforePublishReturns() {
    changes.subscribe(change -> told.add("first"));
    changes.subscribe(change -> told.add("second"));
    changes.publish(suspension);
    assertThat(told).containsExactly("first", "second");
  }

  @Test
  @Tag("mistake-27")
  void aListenerThatFailsKeepsNobodyFromBeingTold() {
    changes.subscribe(
        change -> {
          throw new IllegalStateException("broken");
        });
    changes.subscribe(
        change -> {
          throw new LinkageError("more broken");
        });
    changes.subscribe(change -> told.add("last"));
    changes.publish(suspension);
    assertThat(told).containsExactly("last");
  }

  @Test
  void whoeverHasLeftIsNotTold() {
    Consumer<TenantChange> listener = change -> told.add("it");
    Subscription left = changes.subscribe(listener);
    changes.subscribe(listener);
    left.close();
    left.close();
    changes.publish(suspension);
    assertThat(told).as("the other subscription of the same listener stays").hasSize(1);
  }

  @Test
  void aListenerMayLeaveWhileItIsTold() {
    List<Subscription> mine = new ArrayList<>();
    mine.add(changes.subscribe(change -> mine.get(0).close()));
    changes.subscribe(change -> told.add("other"));
    changes.publish(suspension);
    changes.publish(suspension);
    assertThat(told).hasSize(2);
  }

  @Test
  void aProcessMissesNothingOfItsOwn() {
    assertThat(changes.unconfirmedFor()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aChangeOfAnythingConcernsEverybodyAndAnyOtherOnlyItsTenant() {
    assertThat(TenantChange.anything().concerns(TenantId.of("acme"))).isTrue();
    assertThat(suspension.concerns(TenantId.of("acme"))).isTrue();
    assertThat(suspension.concerns(TenantId.of("acme-2"))).isFalse();
  }

  @Test
  void onlyAKnownStatusThatDoesNotAdmitShutsOut() {
    assertThat(suspension.shutsOut()).isTrue();
    assertThat(TenantChange.of(TenantId.of("acme"), TenantStatus.READ_ONLY).shutsOut()).isFalse();
    assertThat(TenantChange.of(TenantId.of("acme")).shutsOut()).isFalse();
    assertThat(TenantChange.anything().shutsOut()).isFalse();
  }

  @Test
  void aStatusOfNobodyIsRefused() {
    assertThatThrownBy(
            () -> new TenantChange(Optional.empty(), Optional.of(TenantStatus.SUSPENDED)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
