package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantScopes;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that somebody keeps, and asks in the scope of another tenant, or of none. */
class KeptSessionTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final Unit unit = Unit.of(database.app());
  private Session ofGlobex;

  @BeforeEach
  void loadARunOfGlobex() throws Exception {
    ofGlobex = TenantScopes.call(GLOBEX, unit.factory::openSession);
    TenantScopes.run(
        GLOBEX,
        () -> {
          ofGlobex.beginTransaction();
          assertThat(ofGlobex.find(LabRun.class, 3L).title()).isEqualTo("VPC");
          ofGlobex.getTransaction().commit();
        });
  }

  @AfterEach
  void close() {
    ofGlobex.close();
    unit.close();
  }

  @Test
  void whatItHasInMemoryIsNotHandedToAnotherTenant() throws Exception {
    TenantScopes.run(
        ACME,
        () -> {
          assertRefused(() -> ofGlobex.find(LabRun.class, 3L));
          assertRefused(() -> ofGlobex.getReference(LabRun.class, 3L));
          ofGlobex.beginTransaction();
          assertRefused(() -> ofGlobex.find(LabRun.class, 3L));
          assertThat(Unit.titles(ofGlobex)).isEmpty();
          ofGlobex.getTransaction().rollback();
        });
  }

  @Test
  void norToSomebodyWithoutATenant() {
    assertRefused(() -> ofGlobex.find(LabRun.class, 3L));
  }

  @Test
  void itsOwnTenantGoesOn() throws Exception {
    TenantScopes.run(
        GLOBEX, () -> assertThat(ofGlobex.find(LabRun.class, 3L).title()).isEqualTo("VPC"));
  }

  @Test
  void whatIsLazyIsNotReadAfterTheScope() throws Exception {
    Note note =
        TenantScopes.call(
            GLOBEX,
            () -> {
              ofGlobex.clear();
              ofGlobex.beginTransaction();
              return ofGlobex.find(Note.class, 31L);
            });
    assertRefused(() -> Hibernate.initialize(note.run()));
    TenantScopes.run(ACME, () -> assertRefused(() -> Hibernate.initialize(note.run())));
    List<String> titles =
        TenantScopes.call(
            GLOBEX,
            () -> {
              Hibernate.initialize(note.run());
              ofGlobex.getTransaction().commit();
              return List.of(note.run().title());
            });
    assertThat(titles).containsExactly("VPC");
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SessionOfAnotherTenantException.class,
            e -> assertThat(e.code()).isEqualTo("LH-ISO-372"));
  }
}
