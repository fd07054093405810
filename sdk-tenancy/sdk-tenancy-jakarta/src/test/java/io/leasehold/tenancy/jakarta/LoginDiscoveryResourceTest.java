package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.discovery.LoginEntry;
import io.leasehold.tenancy.discovery.LoginTarget;
import io.leasehold.tenancy.discovery.TenantDiscovery;
import io.leasehold.tenancy.fairness.Limits;
import io.leasehold.tenancy.fairness.Rate;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.jakarta.discovery.LoginDiscoveryResource;
import io.leasehold.tenancy.resolution.TrustedProxies;
import io.leasehold.tenancy.spi.LoginDirectory;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where to sign in, asked over HTTP at the platform's own host. */
class LoginDiscoveryResourceTest {

  private static final String HOST = "labs.example";
  private static final LoginTarget COMMON =
      new LoginTarget(
          "https://id.labs.example", "web", "openid", URI.create("https://labs.example"));
  private static final LoginTarget SILOED =
      new LoginTarget(
          "https://id.acme.example", "labs", "openid", URI.create("https://acme.example"));
  private static final Directory DIRECTORY = new Directory();
  private static final TenantDiscovery DISCOVERY =
      TenantDiscovery.of(DIRECTORY, COMMON, TenantDomain.of(HOST));

  private static TenantFairness fairness;
  private static Fixture fixture;

  /** What an application writes; the method stands for CDI. */
  @Path("login")
  public static class Login extends LoginDiscoveryResource {
    public Login() {
      ask(DISCOVERY, new OneInstance<>(Optional.of(fairness)));
    }
  }

  /** One that forgot the limit. */
  static final class Unlimited extends LoginDiscoveryResource {
    Unlimited(TenantDiscovery discovery) {
      ask(discovery, new OneInstance<>(Optional.empty()));
    }
  }

  /** The application with the resource. */
  public static final class LoginApplication extends TestApplication {

    @Override
    public Set<Class<?>> getClasses() {
      Set<Class<?>> classes = new HashSet<>(super.getClasses());
      classes.add(Login.class);
      return classes;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    fixture =
        new Fixture(
            TenantFilterSettings.defaults()
                .withExemptPaths("/api/login")
                .withTrustedProxies(TrustedProxies.of("127.0.0.0/8")),
            (parts, registry) -> parts,
            LoginApplication.class);
  }

  @BeforeEach
  void reset() {
    DIRECTORY.down = false;
    DIRECTORY.questions.set(0);
    allow(1_000);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @Test
  @Tag("row-C18")
  @Tag("row-C19")
  @Tag("row-C21")
  void byNameAndByHost() {
    for (String path :
        List.of("by-name?name=acme", "by-name?name=ACME", "by-host?host=acme.labs.example")) {
      RawHttp.Answer answer = get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.body())
          .isEqualTo(
              "{\"issuer\":\"https://id.acme.example\",\"clientId\":\"labs\","
                  + "\"scope\":\"openid\",\"canonicalUrl\":\"https://acme.example\"}");
    }
  }

  @Test
  @Tag("row-C22")
  void aHostOfItsOwnIsOneToGoToAndAnybodyElsesIsNot() {
    assertThat(get("by-host?host=shop.globex.example").body())
        .contains("\"https://shop.globex.example\"");
    assertThat(get("by-host?host=evil.example").body())
        .isEqualTo(COMMON.toJson())
        .doesNotContain("evil");
  }

  @Test
  @Tag("row-C20")
  void byEmailInTheBodyAndNotInTheAddress() {
    assertThat(post("email=ann%40acme.example").body()).isEqualTo(SILOED.toJson());
    assertThat(post("email=ann%40nobody.example").body()).isEqualTo(COMMON.toJson());
    assertThat(get("by-email?email=ann%40acme.example").status()).isEqualTo(405);
    assertThat(DIRECTORY.questions).hasValue(2);
  }

  @Test
  @Tag("mistake-26")
  @Tag("row-C19")
  void aTenantOfTheCommonLoginAndNobodyAreAnsweredAlike() {
    for (String question : List.of("by-name?name=%s", "by-host?host=%s.labs.example")) {
      assertAlike(get(question.formatted("globex")), get(question.formatted("nobody")));
    }
    assertAlike(post("email=ann%40globex.example"), post("email=ann%40nobody.example"));
    assertThat(DIRECTORY.questions).as("one look-up each").hasValue(6);
  }

  @Test
  void whatCannotBeReadIs400AndNotLookedUp() {
    for (RawHttp.Answer answer :
        List.of(
            get("by-name"),
            get("by-name?name=a_b"),
            get("by-host?host=a%2Fb"),
            post("email=ann"),
            post(""))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("LH-TEN-116");
    }
    assertThat(DIRECTORY.questions).hasValue(0);
  }

  @Test
  @Tag("mistake-26")
  void whoeverAsksTooOftenIsRefusedWhateverTheyAskFor() {
    allow(2);
    for (String name : List.of("acme", "nobody")) {
      assertThat(get("by-name?name=" + name).status()).isEqualTo(200);
    }
    for (String name : List.of("acme", "nobody")) {
      RawHttp.Answer answer = get("by-name?name=" + name);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.body()).contains("LH-TEN-120");
      assertThat(answer.header("Retry-After")).isPresent();
    }
    assertThat(post("email=ann%40acme.example").status()).isEqualTo(429);
    assertThat(DIRECTORY.questions).hasValue(2);
    assertThat(get("by-name?name=acme", "X-Forwarded-For: 192.0.2.7").status())
        .as("another network behind the proxy")
        .isEqualTo(200);
  }

  @Test
  void anOutageIs503AndSaysNothing() {
    DIRECTORY.down = true;
    RawHttp.Answer answer = get("by-name?name=acme");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("5");
    assertThat(answer.body()).contains("LH-TEN-106").doesNotContain("acme");
  }

  @Test
  void withoutAnyLimitItIsNotMade() {
    assertThatThrownBy(() -> new Unlimited(DISCOVERY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TenantDiscovery.withLimit");
    assertThat(new Unlimited(DISCOVERY.withLimit(caller -> Optional.of(Duration.ofSeconds(1)))))
        .isNotNull();
  }

  private static void assertAlike(RawHttp.Answer tenant, RawHttp.Answer nobody) {
    assertThat(tenant.status()).isEqualTo(nobody.status()).isEqualTo(200);
    assertThat(tenant.body().replace("globex", "nobody")).isEqualTo(nobody.body());
    assertThat(names(tenant)).isEqualTo(names(nobody));
  }

  private static List<String> names(RawHttp.Answer answer) {
    return answer.headers().stream().map(line -> line.replaceAll(":.*", "")).sorted().toList();
  }

  private static void allow(int questions) {
    Limits limits = Limits.of(new Rate(1, Duration.ofDays(1), questions));
    fairness =
        TenantFairness.builder(tenant -> limits)
            .anonymous(limits, Limits.of(Rate.perSecond(10_000)))
            .build();
  }

  private static RawHttp.Answer get(String question, String... headers) {
    return fixture.http().get("/api/login/" + question, HOST, headers);
  }

  private static RawHttp.Answer post(String form) {
    return fixture
        .http()
        .send(
            List.of(
                "POST /api/login/by-email HTTP/1.1",
                "Host: " + HOST,
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + form.length()),
            form);
  }

  /** A tenant with a login of its own, and one without. */
  private static final class Directory implements LoginDirectory {

    private final Map<String, LoginEntry> entries =
        Map.of(
            "acme", new LoginEntry(TenantStatus.ACTIVE, Optional.of(SILOED)),
            "acme.example", new LoginEntry(TenantStatus.ACTIVE, Optional.of(SILOED)),
            "globex", new LoginEntry(TenantStatus.ACTIVE, Optional.empty()),
            "globex.example", new LoginEntry(TenantStatus.ACTIVE, Optional.empty()),
            "shop.globex.example", new LoginEntry(TenantStatus.ACTIVE, Optional.empty()));
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean down;

    @Override
    public Optional<LoginEntry> findBySlug(TenantSlug slug) {
      return find(slug.value());
    }

    @Override
    public Optional<LoginEntry> findByHost(TenantDomain host) {
      return find(host.value());
    }

    @Override
    public Optional<LoginEntry> findByEmailDomain(TenantDomain domain) {
      return find(domain.value());
    }

    private Optional<LoginEntry> find(String name) {
      questions.incrementAndGet();
      if (down) {
        throw new IllegalStateException("down");
      }
      return Optional.ofNullable(entries.get(name));
    }
  }
}
