package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.RoleMapping;
import io.leasehold.tenancy.token.TokenShape;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("mapped")
  void aMappingComesBackAsItWasSaved(TrustedIssuer issuer) throws SQLException {
    var issuers = new PostgresTrustedIssuers(RegistryDatabase.migrated().platform());
    issuers.save(issuer);
    assertThat(issuers.find(issuer.issuer())).contains(issuer);
    issuers.save(acme);
    assertThat(issuers.find(acme.issuer())).contains(acme);
  }

  private static Stream<TrustedIssuer> mapped() {
    TrustedIssuer plain =
        TrustedIssuer.of(
            "https://id.acme.example", URI.create("https://id.acme.example/jwks"), "labs");
    return Stream.of(
        plain
            .withShape(TokenShape.cognitoAccess())
            .withTenants(ClaimMapping.cognito())
            .withRoles(RoleMapping.cognitoGroups().granting("learner")),
        plain
            .withShape(TokenShape.rfc9068())
            .withTenants(ClaimMapping.keycloakOrganizationIds())
            .withRoles(RoleMapping.keycloakRealm().and(RoleMapping.keycloakClient("a/b~c.d"))),
        plain
            .withTenants(ClaimMapping.auth0().withTenants(Map.of("org_Ab\"'1", TenantId.of("t-1"))))
            .withRoles(RoleMapping.claim("https://acme.example/roles").granting(Map.of())),
        plain
            .withTenants(ClaimMapping.memberships("a.b").withSlugs())
            .withRoles(RoleMapping.none()));
  }

  @Test
  void aRowOfTheFirstVersionHasTheDefaultsOfTheJavaValues() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    try (Connection connection = database.platform().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into leasehold_tenancy.trusted_issuer"
              + " (issuer, jwks_uri, audiences, algorithms, clock_skew_millis) values"
              + " ('https://old.example', 'https://old.example/jwks', '{labs}', '{RS256}', 30000)");
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
    assertThat(new PostgresTrustedIssuers(database.platform()).find("https://old.example"))
        .contains(
            TrustedIssuer.of(
                "https://old.example", URI.create("https://old.example/jwks"), "labs"));
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
