package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.internal.loading.KeptPlans;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Timeout;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.persister.internal.StandardPersisterClassResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a unit keeps of how entities are loaded by their keys. There is no row security here, so
 * that a plan of another tenant would show.
 */
class LoadPlansTest {

  private static final String SETTING = "leasehold.isolation.plans";

  private final LabsDatabase database = LabsDatabase.bare();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void eachTenantFindsItsOwnHoweverManyPlansAreKept(int most) throws Exception {
    try (Unit unit = keeping(most)) {
      for (int i = 0; i < 20; i++) {
        assertThat(unit.find(ACME, 1).title()).isEqualTo("S3");
        assertThat(unit.find(GLOBEX, 1)).isNull();
        assertThat(unit.find(GLOBEX, 3).title()).isEqualTo("VPC");
        assertThat(unit.find(ACME, 3)).isNull();
        Note note = unit.in(ACME, session -> session.find(Note.class, 31));
        assertThat(note).isNull();
        LabRun run = unit.stateless(ACME, session -> session.get(LabRun.class, 3));
        assertThat(run).isNull();
      }
      assertThat(KeptPlans.of(unit.factory)).isEqualTo(Math.min(most, 3));
    }
  }

  @Test
  void aPlanIsKeptForEachWayToLock() throws Exception {
    try (Unit unit = keeping(100)) {
      unit.find(ACME, 1);
      for (int i = 0; i < 3; i++) {
        assertThat(find(unit, LockModeType.PESSIMISTIC_WRITE).title()).isEqualTo("S3");
        assertThat(find(unit, LockModeType.PESSIMISTIC_READ).title()).isEqualTo("S3");
      }
      assertThat(KeptPlans.of(unit.factory)).isEqualTo(3);
    }
  }

  @Test
  void whatDependsOnMoreThanTheTenantIsMadeAnew() throws Exception {
    try (Unit unit = keeping(100)) {
      LabRun locked =
          unit.in(
              ACME,
              session ->
                  session.find(
                      LabRun.class, 1, LockModeType.PESSIMISTIC_WRITE, Timeout.milliseconds(500)));
      assertThat(locked.title()).isEqualTo("S3");
      Note whole = unit.in(GLOBEX, session -> session.find(withRun(session), 31));
      assertThat(Hibernate.isInitialized(whole.run())).isTrue();
      assertThat(KeptPlans.of(unit.factory)).isZero();
      // And one that is kept does not stand in for it.
      Note bare = unit.in(GLOBEX, session -> session.find(Note.class, 31));
      assertThat(Hibernate.isInitialized(bare.run())).isFalse();
      Note again = unit.in(GLOBEX, session -> session.find(withRun(session), 31));
      assertThat(Hibernate.isInitialized(again.run())).isTrue();
      assertThat(KeptPlans.of(unit.factory)).isEqualTo(1);
    }
  }

  @Test
  void aNumberThatIsNoneStopsTheStart() {
    assertThatThrownBy(() -> Unit.of(database.app(), Map.of(SETTING, "many"), LabRun.class))
        .hasStackTraceContaining(SETTING)
        .hasStackTraceContaining(UnsafeConfigurationException.class.getName());
  }

  @Test
  void persistersOfTheApplicationAreRefusedAndNotPassedOver() {
    assertThatThrownBy(
            () ->
                Unit.of(
                    database.app(),
                    Map.of("hibernate.persister.resolver", new StandardPersisterClassResolver()),
                    LabRun.class,
                    Note.class))
        .hasStackTraceContaining(UnsafeConfigurationException.class.getName())
        .hasStackTraceContaining("hibernate.persister.resolver");
  }

  private static LabRun find(Unit unit, LockModeType lock) throws Exception {
    return unit.in(ACME, session -> session.find(LabRun.class, 1, lock));
  }

  private static EntityGraph<Note> withRun(Session session) {
    EntityGraph<Note> graph = session.createEntityGraph(Note.class);
    graph.addAttributeNode("run");
    return graph;
  }

  private Unit keeping(int most) {
    return Unit.of(database.app(), Map.of(SETTING, most), LabRun.class, Note.class);
  }
}
