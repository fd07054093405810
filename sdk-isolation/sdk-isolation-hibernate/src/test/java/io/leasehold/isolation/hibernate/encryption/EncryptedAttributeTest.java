package io.leasehold.isolation.hibernate.encryption;

import static io.leasehold.isolation.hibernate.encryption.Who.ACME;
import static io.leasehold.isolation.hibernate.encryption.Who.GLOBEX;
import static io.leasehold.isolation.hibernate.encryption.Who.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.tenancy.Tenant;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An encrypted attribute of an entity, by Hibernate on PostgreSQL. */
class EncryptedAttributeTest {

  private static final PatientsDatabase DATABASE = new PatientsDatabase();

  private final TenantDataKeys keys =
      TenantDataKeys.builder(PostgresTenantKeyStore.at(DATABASE.app()), LocalMasterKeys.random())
          .build();
  private final TenantCipher cipher = TenantCipher.of(keys);
  private SessionFactory unit;

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @BeforeEach
  void start() {
    DATABASE.empty();
    Patient.Diagnosis.cipher = cipher;
    PersistenceConfiguration configuration = new PersistenceConfiguration("labs");
    configuration.property("jakarta.persistence.nonJtaDataSource", DATABASE.app());
    configuration.property("hibernate.generate_statistics", true);
    configuration.managedClass(Patient.class);
    configuration.managedClass(Patient.Diagnosis.class);
    unit = configuration.createEntityManagerFactory().unwrap(SessionFactory.class);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  @Tag("row-C5")
  void theColumnHoldsNoPlaintextAndTheEntityDoes() {
    persist(ACME, new Patient(1, "asthma"));
    persist(ACME, new Patient(2, null));
    assertThat(diagnosis(ACME, 1)).isEqualTo("asthma");
    assertThat(diagnosis(ACME, 2)).isNull();
    assertThat(DATABASE.texts("select encode(diagnosis, 'hex') from labs.patient order by id"))
        .first()
        .asString()
        .startsWith("4c0100000001")
        .doesNotContain(HexFormat.of().formatHex("asthma".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @Tag("row-C5")
  void anotherTenantsCiphertextInOnesOwnRowDoesNotOpen() {
    persist(GLOBEX, new Patient(1, "secret of globex"));
    persist(ACME, new Patient(1, "mine"));
    // Row security keeps acme from this; whoever restores a backup wrongly may do it.
    PatientsDatabase.execute(
        DATABASE.superuser(),
        "update labs.patient set diagnosis = (select diagnosis from labs.patient where tenant_id ="
            + " 'globex') where tenant_id = 'acme'");
    Throwable thrown = catchThrowable(() -> diagnosis(ACME, 1));
    assertThat(thrown).isInstanceOf(PersistenceException.class);
    assertThat(TenantEncryptionException.in(thrown))
        .get()
        .isInstanceOf(CiphertextRefusedException.class)
        .extracting(TenantEncryptionException::code)
        .isEqualTo("LH-ISO-320");
    assertThat(diagnosis(GLOBEX, 1)).isEqualTo("secret of globex");
  }

  @Test
  void whatIsOnlyReadIsNotWrittenAgain() {
    persist(ACME, new Patient(1, "asthma"));
    unit.getStatistics().clear();
    diagnosis(ACME, 1);
    assertThat(unit.getStatistics().getEntityUpdateCount()).isZero();
    assertThat(unit.getStatistics().getEntityLoadCount()).isEqualTo(1);
  }

  @Test
  void aStatelessSessionAndAQueryDecryptToo() {
    persist(ACME, new Patient(1, "asthma"));
    String stateless =
        as(
            ACME,
            () ->
                unit.fromStatelessTransaction(session -> session.get(Patient.class, 1L).diagnosis));
    assertThat(stateless).isEqualTo("asthma");
    List<String> selected =
        in(
            ACME,
            session ->
                session
                    .createSelectionQuery("select diagnosis from Patient", String.class)
                    .getResultList());
    assertThat(selected).containsExactly("asthma");
  }

  @Test
  void aValueIsFoundByItsSearchKeyAndNotByItself() {
    Patient patient = new Patient(1, "asthma");
    as(
        ACME,
        () -> {
          patient.diagnosisKey = cipher.searchKey(Patient.Diagnosis.FIELD, "asthma");
          return null;
        });
    persist(ACME, patient);
    String byKey = "select count(p) from Patient p where p.diagnosisKey = :key";
    assertThat(count(ACME, byKey)).isEqualTo(1);
    assertThat(count(GLOBEX, byKey)).isZero();
    Long byValue =
        in(
            ACME,
            session ->
                session
                    .createSelectionQuery(
                        "select count(p) from Patient p where p.diagnosis = :value", Long.class)
                    .setParameter("value", "asthma")
                    .getSingleResult());
    assertThat(byValue).as("each encryption of a value is another").isZero();
  }

  @Test
  void inAnOutageARowIsNeitherReadNorWrittenInPlain() {
    persist(ACME, new Patient(1, "asthma"));
    keys.forgetAll();
    PatientsDatabase.execute(
        DATABASE.superuser(), "alter table leasehold_keys.tenant_key rename to away");
    try {
      assertThat(TenantEncryptionException.in(catchThrowable(() -> diagnosis(ACME, 1))))
          .get()
          .isInstanceOf(TenantKeysUnavailableException.class);
      assertThatThrownBy(() -> persist(ACME, new Patient(2, "gout")))
          .isInstanceOf(PersistenceException.class);
    } finally {
      PatientsDatabase.execute(
          DATABASE.superuser(), "alter table leasehold_keys.away rename to tenant_key");
    }
    assertThat(DATABASE.texts("select id from labs.patient")).containsExactly("1");
    assertThat(diagnosis(ACME, 1)).isEqualTo("asthma");
  }

  private long count(Tenant tenant, String query) {
    return in(
        tenant,
        session ->
            session
                .createSelectionQuery(query, Long.class)
                .setParameter("key", cipher.searchKey(Patient.Diagnosis.FIELD, "asthma"))
                .getSingleResult());
  }

  private String diagnosis(Tenant tenant, long id) {
    return in(tenant, session -> session.find(Patient.class, id).diagnosis);
  }

  private void persist(Tenant tenant, Patient patient) {
    in(
        tenant,
        session -> {
          session.persist(patient);
          return null;
        });
  }

  private <T> T in(Tenant tenant, Function<Session, T> work) {
    return as(tenant, () -> unit.fromTransaction(session -> work.apply(session)));
  }
}
