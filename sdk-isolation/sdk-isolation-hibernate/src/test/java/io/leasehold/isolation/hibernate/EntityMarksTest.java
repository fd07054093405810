package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.NoPlanException;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.UnplannableTableException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.Test;

/** Of each entity it has to be said whose rows it has. */
class EntityMarksTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  void anEntityWithoutAMarkStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> unit(Map.of(), LabRun.class, Note.class, Unmarked.class))
        .cause()
        .isInstanceOfSatisfying(
            UnmarkedEntitiesException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("LH-ISO-284");
              assertThat(refusal.entities()).containsExactly(Unmarked.class.getName());
            })
        .hasMessageContaining("@TenantShared");
  }

  @Test
  void bothMarksAreNone() {
    assertThatThrownBy(() -> unit(Map.of(), Both.class))
        .hasCauseInstanceOf(UnmarkedEntitiesException.class);
  }

  @Test
  void theMarkOfTheRootCountsForItsHeirsAndThatOfAnHeirDoesNot() {
    try (Unit unit = unit(Map.of(), SharedRoot.class, SharedHeir.class)) {
      assertThat(RowSecurityPlan.of(unit.factory).tables()).isEmpty();
      assertThat(RowSecurityPlan.of(unit.factory).sharedTables()).containsExactly("shared_root");
    }
    assertThatThrownBy(() -> unit(Map.of(), Root.class, MarkedHeir.class))
        .hasCauseInstanceOf(UnmarkedEntitiesException.class);
    assertThatThrownBy(() -> unit(Map.of(), SharedRoot.class, TenantsHeir.class))
        .hasCauseInstanceOf(UnmarkedEntitiesException.class);
  }

  @Test
  void anEntityOfSomebodyElsesIsNamedInASetting() {
    Map<String, Object> settings =
        Map.of("leasehold.isolation.shared", "x.Y, " + Unmarked.class.getName());
    try (Unit unit = unit(settings, LabRun.class, Note.class, Unmarked.class)) {
      assertThat(unit.factory.isOpen()).isTrue();
    }
  }

  @Test
  void aUnitWithoutIsolationNeedsNoMarkAndHasNoPlan() {
    try (Unit unit = unit(Map.of("leasehold.isolation", "none"), Unmarked.class)) {
      assertThatThrownBy(() -> RowSecurityPlan.of(unit.factory))
          .isInstanceOf(NoPlanException.class)
          .hasMessageContaining("leasehold.isolation=none");
    }
  }

  @Test
  void aTenantThatIsNoColumnOrANameThatNeedsQuotesHasNoPlan() {
    try (Unit unit = unit(Map.of(), Quoted.class)) {
      assertThatThrownBy(() -> RowSecurityPlan.of(unit.factory))
          .isInstanceOf(UnplannableTableException.class)
          .hasMessageContaining("Quoted");
    }
  }

  private Unit unit(Map<String, Object> settings, Class<?>... entities) {
    return Unit.of(database.app(), settings, entities);
  }

  @Entity
  @Table(name = "unmarked")
  static class Unmarked {
    @Id long id;
  }

  @Entity
  @TenantShared
  @Table(name = "both_marks")
  static class Both {
    @Id long id;
    @TenantId String tenant;
  }

  @Entity
  @TenantShared
  @Table(name = "shared_root")
  @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
  static class SharedRoot {
    @Id long id;
  }

  @Entity
  static class SharedHeir extends SharedRoot {}

  @Entity
  static class TenantsHeir extends SharedRoot {
    @TenantId String tenant;
  }

  @Entity
  @Table(name = "root")
  static class Root {
    @Id long id;
  }

  @Entity
  @TenantShared
  static class MarkedHeir extends Root {}

  @Entity
  @Table(name = "\"Quoted\"")
  static class Quoted {
    @Id long id;

    @TenantId
    @Column(name = "tenant_id")
    String tenant;
  }
}
