package io.leasehold.isolation.hibernate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementByTierTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");
  private static final TenantId INITECH = TenantId.of("initech");

  private final InMemoryTenantRegistry registry =
      InMemoryTenantRegistry.of(
          Tenant.active(ACME, Tier.of("basic")),
          Tenant.active(GLOBEX, Tier.of("gold")),
          Tenant.active(INITECH, Tier.of("platinum")));
  private final PlacementByTier placements =
      PlacementByTier.of(registry)
          .tier("basic", IsolationMode.DISCRIMINATOR)
          .tier("gold", IsolationMode.SCHEMA)
          .tier("platinum", IsolationMode.DATABASE);

  @Test
  void aTierSaysTheMode() {
    assertThat(placements.of(ACME)).isEqualTo(new Shared());
    assertThat(placements.of(GLOBEX)).isEqualTo(new OwnSchema("t_globex"));
    assertThat(placements.of(INITECH)).isEqualTo(new OwnDatabase("t_initech"));
  }

  @Test
  void aTenantMayBeAnException() {
    assertThat(placements.tenant(ACME, IsolationMode.SCHEMA).of(ACME))
        .isEqualTo(new OwnSchema("t_acme"));
    assertThat(placements.of(ACME)).isEqualTo(new Shared());
  }

  @Test
  void anAttributeComesBeforeTheTierAndAfterTheName() {
    registry.save(
        Tenant.active(ACME, Tier.of("basic")).withAttributes(Map.of("isolation", "database")));
    PlacementByTier told = placements.attribute("isolation");
    assertThat(told.of(ACME)).isEqualTo(new OwnDatabase("t_acme"));
    assertThat(told.of(GLOBEX)).isEqualTo(new OwnSchema("t_globex"));
    assertThat(told.tenant(ACME, IsolationMode.SCHEMA).of(ACME)).isEqualTo(new OwnSchema("t_acme"));
  }

  @Test
  void anAttributeThatNamesNoModeIsNoPlace() {
    registry.save(
        Tenant.active(ACME, Tier.of("basic")).withAttributes(Map.of("isolation", "silo")));
    assertThatThrownBy(() -> placements.attribute("isolation").of(ACME))
        .isInstanceOf(UnknownPlacementException.class)
        .hasMessageContaining("isolation")
        .hasMessageNotContaining("silo");
  }

  @Test
  void aTierWithoutModeIsNoPlace() {
    registry.save(Tenant.active(ACME, Tier.of("free")));
    assertThatThrownBy(() -> placements.of(ACME))
        .isInstanceOfSatisfying(
            UnknownPlacementException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-300"))
        .hasMessageContaining("free");
  }

  @Test
  void anUnknownOrDeletedTenantHasNoPlace() {
    registry.save(Tenant.active(ACME, Tier.of("basic")).withStatus(TenantStatus.DELETED));
    assertThatThrownBy(() -> placements.of(ACME)).isInstanceOf(UnknownPlacementException.class);
    assertThatThrownBy(() -> placements.of(TenantId.of("nobody")))
        .isInstanceOf(UnknownPlacementException.class);
  }

  @Test
  void anOutageIsNotUnknown() {
    registry.reachable(false);
    assertThatThrownBy(() -> placements.of(TenantId.of("nobody")))
        .isInstanceOfSatisfying(
            PlacementUnavailableException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-301"));
  }

  @ParameterizedTest
  @EnumSource(TenantStatus.class)
  void onlyWhoIsNotShutOutIsAdmitted(TenantStatus status) {
    registry.save(Tenant.active(GLOBEX, Tier.of("gold")).withStatus(status));
    TenantPlacements admitted = placements.admittedBy(registry);
    switch (status) {
      case PROVISIONING, ACTIVE, READ_ONLY ->
          assertThat(admitted.of(GLOBEX)).isEqualTo(new OwnSchema("t_globex"));
      case SUSPENDED, OFFBOARDING ->
          assertThatThrownBy(() -> admitted.of(GLOBEX)).isInstanceOf(TenantShutOutException.class);
      case DELETED ->
          assertThatThrownBy(() -> admitted.of(GLOBEX))
              .isInstanceOf(UnknownPlacementException.class);
    }
  }
}
