package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.discovery.Discovery;
import io.leasehold.tenancy.discovery.LoginEntry;
import io.leasehold.tenancy.discovery.LoginTarget;
import io.leasehold.tenancy.discovery.TenantDiscovery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresLoginDirectoryTest {

  private static final TenantDomain HOST = TenantDomain.of("labs.acme.example");
  private static final TenantDomain MAIL = TenantDomain.of("acme.example");

  private final Tenant acme =
      Tenant.active(TenantId.of("acme"), Tier.of("basic")).withDomains(HOST);
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private final LoginTarget own =
      new LoginTarget("https://id.acme.example", "labs", "openid", URI.create("https://" + HOST));
  private final LoginTarget common =
      new LoginTarget(
          "https://id.labs.example", "web", "openid", URI.create("https://labs.example"));

  private RegistryDatabase database;
  private PostgresLoginDirectory directory;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    directory = new PostgresLoginDirectory(database.platform());
    var registry = new PostgresTenantRegistry(database.platform());
    registry.save(acme);
    registry.save(globex.withStatus(TenantStatus.SUSPENDED));
  }

  @Test
  @Tag("row-C19")
  @Tag("row-C20")
  @Tag("row-C21")
  void aTenantsLoginIsFoundBySlugHostAndEmailDomain() {
    directory.save(acme.id(), own);
    directory.addEmailDomain(acme.id(), MAIL);
    Optional<LoginEntry> expected =
        Optional.of(new LoginEntry(TenantStatus.ACTIVE, Optional.of(own)));
    assertThat(directory.findBySlug(acme.slug())).isEqualTo(expected);
    assertThat(directory.findByHost(HOST)).isEqualTo(expected);
    assertThat(directory.findByEmailDomain(MAIL)).isEqualTo(expected);
    assertThat(directory.findByHost(MAIL)).isEmpty();
    assertThat(directory.findByEmailDomain(HOST)).isEmpty();
  }

  @Test
  void aTenantWithoutALoginOfItsOwnIsFoundAsSuch() {
    assertThat(directory.findBySlug(globex.slug()))
        .contains(new LoginEntry(TenantStatus.SUSPENDED, Optional.empty()));
  }

  @Test
  void aLoginIsReplacedAndRemoved() {
    directory.save(acme.id(), common);
    directory.save(acme.id(), own);
    assertThat(directory.findBySlug(acme.slug())).map(LoginEntry::own).contains(Optional.of(own));
    directory.remove(acme.id());
    assertThat(directory.findBySlug(acme.slug())).map(LoginEntry::own).contains(Optional.empty());
  }

  @Test
  void anEmailDomainLeadsToOneTenantAndOnlyThatOneReleasesIt() {
    directory.addEmailDomain(acme.id(), MAIL);
    directory.addEmailDomain(acme.id(), MAIL);
    assertThatThrownBy(() -> directory.addEmailDomain(globex.id(), MAIL))
        .isInstanceOf(TenantConflictException.class)
        .hasMessageNotContaining("tenant acme");
    directory.removeEmailDomain(globex.id(), MAIL);
    assertThat(directory.findByEmailDomain(MAIL))
        .map(LoginEntry::status)
        .contains(TenantStatus.ACTIVE);
    directory.removeEmailDomain(acme.id(), MAIL);
    assertThat(directory.findByEmailDomain(MAIL)).isEmpty();
  }

  @Test
  @Tag("mistake-26")
  void theDatabaseIsAskedTheSameNumberOfTimesForATenantAndForNobody() {
    directory.save(acme.id(), own);
    AtomicInteger connections = new AtomicInteger();
    TenantDiscovery discovery =
        TenantDiscovery.of(
            new PostgresLoginDirectory(counted(database.platform(), connections)),
            common,
            TenantDomain.of("labs.example"));
    for (String name : List.of("acme", "globex", "nobody", "acme", "nobody")) {
      int before = connections.get();
      assertThat(discovery.byName("192.0.2.1", name)).isInstanceOf(Discovery.Answer.class);
      assertThat(connections).hasValue(before + 1);
    }
  }

  @Test
  void anOutageIsNeverAnEmptyAnswer() {
    var down = new PostgresLoginDirectory(RegistryDatabase.unreachable());
    assertThatThrownBy(() -> down.findBySlug(acme.slug()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> down.save(acme.id(), own))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> directory.save(TenantId.of("nobody"), own))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  private static DataSource counted(DataSource source, AtomicInteger connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              connections.incrementAndGet();
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
