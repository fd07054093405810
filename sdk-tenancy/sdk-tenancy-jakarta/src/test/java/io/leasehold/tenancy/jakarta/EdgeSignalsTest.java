package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static io.leasehold.tenancy.jakarta.Fixture.GLOBEX_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.ApiKeyVerifier;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.resolution.TrustedProxies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys, proxies and the name of the TLS connection, over HTTP. */
class EdgeSignalsTest {

  private static final String SNI = "test.sni";
  private static final ApiKey ACMES = ApiKey.generate();
  private static final ApiKey REVOKED = ApiKey.generate();
  private static final List<RegisteredApiKey> KEYS =
      List.of(
          RegisteredApiKey.of(ACMES, TenantId.of("t-71c4"), "tenant-admin"),
          RegisteredApiKey.of(REVOKED, TenantId.of("t-71c4"), "tenant-admin").asRevoked());

  private static Fixture plain;
  private static Fixture proxied;

  @BeforeAll
  static void start() throws Exception {
    ApiKeyVerifier keys =
        ApiKeyVerifier.of(hash -> KEYS.stream().filter(key -> key.hash().equals(hash)).findFirst());
    TenantFilterSettings settings = TenantFilterSettings.defaults().withSniAttribute(SNI);
    plain = new Fixture(settings, (parts, registry) -> parts.withApiKeys(keys));
    proxied = new Fixture(settings.withTrustedProxies(TrustedProxies.of("127.0.0.0/8")));
  }

  @AfterAll
  static void stop() throws Exception {
    plain.close();
    proxied.close();
  }

  @Test
  void aKeyEntersItsTenantWithItsRoles() {
    assertThat(get("/api/admin", ACME_HOST, key(ACMES)).body()).isEqualTo("secret of the admin");
    assertThat(get("/api/guarded/default", ACME_HOST, key(ACMES)).body())
        .isEqualTo("tenant t-71c4");
    assertThat(get("/api/labs", ACME_HOST, key(ACMES)).status()).isEqualTo(403);
  }

  @Test
  @Tag("mistake-02")
  void aKeyEntersNoOtherTenant() {
    RawHttp.Answer answer = get("/api/admin", GLOBEX_HOST, key(ACMES));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LH-TEN-104");
  }

  @Test
  void aKeyThatIsNotGoodIsRefusedOnOpenPathsToo() {
    for (String bad : List.of(key(REVOKED), key(ApiKey.generate()), "X-Api-Key: x", "X-Api-Key:")) {
      for (String path : List.of("/api/admin", "/api/site", "/scope")) {
        RawHttp.Answer answer = get(path, ACME_HOST, bad);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("LH-TEN-109");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(Optional.empty());
      }
    }
  }

  @Test
  void twoCallersInOneRequestAreRefused() {
    assertThat(get("/api/admin", ACME_HOST, key(ACMES), plain.acmeBearer()).status())
        .isEqualTo(401);
    assertThat(get("/api/admin", ACME_HOST, key(ACMES), key(ACMES)).status()).isEqualTo(401);
  }

  @Test
  void aKeyOpensNoPathOfThePlatform() {
    assertThat(get("/api/guarded/operators", ACME_HOST, key(ACMES)).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-Host: globex.localhost", "Forwarded: host=globex.localhost"})
  @Tag("mistake-08")
  void onlyATrustedProxyTellsTheHost(String header) {
    assertThat(proxied.http().get("/api/site", "10.0.0.7:8080", header).body())
        .isEqualTo("Public at Globex GmbH");
    assertThat(plain.http().get("/api/site", ACME_HOST, header).body())
        .isEqualTo("Public at Acme Corporation");
    assertThat(plain.http().get("/api/site", "10.0.0.7:8080", header).status()).isEqualTo(404);
  }

  @Test
  @Tag("mistake-08")
  void aRequestForAnotherHostThanItsConnectionIsMisdirected() {
    RawHttp.Answer answer = get("/api/site", ACME_HOST, "Test-Sni: globex.localhost");
    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.body()).contains("LH-TEN-114").doesNotContain("globex");
    assertThat(get("/api/site", ACME_HOST, "Test-Sni: ACME.localhost").status()).isEqualTo(200);
    assertThat(get("/api/site", ACME_HOST).status()).isEqualTo(200);
    // Behind a proxy the connection is the proxy's.
    assertThat(proxied.http().get("/api/site", ACME_HOST, "Test-Sni: proxy.localhost").status())
        .isEqualTo(200);
  }

  private static RawHttp.Answer get(String path, String host, String... headers) {
    return plain.http().get(path, host, headers);
  }

  private static String key(ApiKey key) {
    return "X-Api-Key: " + key.reveal();
  }
}
