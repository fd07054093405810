package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PostgresTrustedIssuersTest {

  private final TrustedIssuer acme =
      new TrustedIssuer(
          "https://id.acme.example",
          URI.create("https://id.acme.example/jwks"),
          Set.of("labs-web", "labs-api"),
          Set.of("RS256", "ES256"),
          Duration.ofMillis(1500));

  @Test
  void anIssuerComesBackAsItWasSaved() throws SQLException {
    var issuers = new PostgresTrustedIssuers(RegistryDatabase.migrated().platform());
    issuers.save(acme);
    assertThat(issuers.find(acme.issuer())).contains(acme);
  }

  @Test
  void savingAgainReplaces() throws SQLException {
    var issuers = new PostgresTrustedIssuers(RegistryDatabase.migrated().platform());
    issuers.save(acme);
    TrustedIssuer changed =
        TrustedIssuer.of(acme.issuer(), URI.create("https://id.acme.example/keys"), "labs-web");
    issuers.save(changed);
    assertThat(issuers.find(acme.issuer())).contains(changed);
  }

  @Test
  @Tag("mistake-05")
  void onlyAnExactNameIsFound() throws SQLException {
    var issuers = new PostgresTrustedIssuers(RegistryDatabase.migrated().platform());
    issuers.save(acme);
    assertThat(issuers.find("https://id.acme.example/")).isEmpty();
    assertThat(issuers.find("https://ID.acme.example")).isEmpty();
    assertThat(issuers.find("https://id.acme.example\0")).isEmpty();
    assertThat(issuers.find("")).isEmpty();
  }

  @Test
  void anOutageIsNeverNotTrusted() {
    var issuers = new PostgresTrustedIssuers(RegistryDatabase.unreachable());
    assertThatThrownBy(() -> issuers.find(acme.issuer()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> issuers.save(acme))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }
}
