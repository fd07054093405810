package io.leasehold.labs.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.CurrentTenant;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tenant context inside Open Liberty: injected, and as a client sees it. */
@ExtendWith(ArquillianExtension.class)
class TenantContextInContainerIT {

  private static final int PORT = Integer.getInteger("labs.it.arquillian.port", 9180);

  @Inject @CurrentTenant Instance<Tenant> injected;

  @Deployment
  static WebArchive smallestApplication() {
    return ShrinkWrap.create(WebArchive.class, "tenancy.war")
        .addClasses(
            ContainerApp.class,
            ContainerAuthentication.class,
            ContainerTenancy.class,
            Guarded.class,
            Guarded.Ledger.class,
            Orders.class,
            WhoAmI.class,
            TenantContextInContainerIT.class)
        .addAsLibraries(
            jars("sdk-tenancy", "nimbus-jose-jwt", "caffeine", "http", "slf4j", "assertj"))
        .addAsResource(new StringAsset(ContainerSignIn.address()), ContainerTenancy.ISSUERS)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  @Test
  void insideAScopeTheTenantIsInjectedAndOutsideItIsNot() {
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    TenantScopes.run(acme, () -> Assertions.assertThat(injected.get()).isEqualTo(acme));
    Assertions.assertThat(TenantContext.current()).isEmpty();
    assertThatThrownBy(() -> injected.get()).hasMessageContaining("no tenant in scope");
  }

  @Test
  @RunAsClient
  void aMemberAtTheTenantsHostRunsInItsScope() throws Exception {
    HttpResponse<String> answer = get("acme", "/api/whoami", token("acme", "acme"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("acme ada");
  }

  @Test
  @RunAsClient
  void aRoleThatTheTokenDoesNotCarryIsRefused() throws Exception {
    assertThat(get("acme", "/api/whoami/operator", token("acme", "acme")).statusCode())
        .isEqualTo(403);
  }

  @Test
  @RunAsClient
  @Tag("mistake-02")
  void aTokenOfOneTenantAtTheHostOfAnotherIsRefused() throws Exception {
    HttpResponse<String> answer = get("globex", "/api/whoami", token("acme", "acme"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("globex").doesNotContain("acme");
  }

  @Test
  @RunAsClient
  void anIssuerMayNotSpeakForAnotherTenant() throws Exception {
    assertThat(get("globex", "/api/whoami", token("acme", "globex")).statusCode()).isEqualTo(403);
  }

  @Test
  @RunAsClient
  void withoutATokenTheAnswerIs401AndAtAnUnknownHost404() throws Exception {
    assertThat(get("acme", "/api/whoami", "").statusCode()).isEqualTo(401);
    assertThat(get("initech", "/api/whoami", "").statusCode()).isEqualTo(404);
  }

  @Test
  @RunAsClient
  @Tag("mistake-14")
  void ourExecutorCarriesTheTenantAndTheDefaultOneFailsClosed() throws Exception {
    String token = token("acme", "acme");
    assertThat(get("acme", "/api/whoami/our-executor", token).body()).isEqualTo("acme");
    assertThat(get("acme", "/api/whoami/default-executor", token).body())
        .isEqualTo("refused LH-TEN-001");
  }

  @Test
  @RunAsClient
  @Tag("mistake-14")
  void theInjectedExecutorTheTimerAndAsynchronousEventsCarryTheTenant() throws Exception {
    String token = token("acme", "acme");
    assertThat(get("acme", "/api/whoami/injected-executor", token).body()).isEqualTo("acme acme");
    assertThat(get("acme", "/api/whoami/injected-timer", token).body()).isEqualTo("acme");
    assertThat(get("acme", "/api/whoami/asynchronous-event", token).body()).isEqualTo("acme");
  }

  @Test
  @RunAsClient
  void annotationsOpenAndCloseRoutes() throws Exception {
    String acme = token("acme", "acme");
    assertThat(get("acme", "/api/guarded", "").statusCode()).isEqualTo(401);
    assertThat(get("acme", "/api/guarded", acme).body()).isEqualTo("acme");
    assertThat(get("acme", "/api/guarded/open/7", "").body()).isEqualTo("Public");
    assertThat(get("acme", "/api/guarded/open/7", acme).body()).isEqualTo("acme");
    assertThat(get("acme", "/api/guarded/open/7", "x.y.z").statusCode()).isEqualTo(401);
  }

  @Test
  @RunAsClient
  void annotationsGuardOtherBeans() throws Exception {
    assertThat(get("acme", "/api/guarded/ledger", "").body()).isEqualTo("refused LH-TEN-001");
    assertThat(get("acme", "/api/guarded/ledger", token("acme", "acme")).body())
        .isEqualTo("acme Platform acme");
  }

  @Test
  @RunAsClient
  @Tag("mistake-28")
  void onlyThePlatformsCredentialOpensThePlatform() throws Exception {
    String operator = ContainerSignIn.token("operators", "none", "operator");
    assertThat(get("acme", "/api/guarded/operators", operator).body()).isEqualTo("Platform");
    assertThat(get("acme", "/api/guarded/operators", token("acme", "acme")).body())
        .contains("LH-TEN-111");
    assertThat(get("acme", "/api/guarded", operator).statusCode()).isEqualTo(403);
  }

  @Test
  @RunAsClient
  void theTenantCannotBeChangedInsideAJtaTransaction() throws Exception {
    assertThat(get("acme", "/api/guarded/switch", token("acme", "acme")).body())
        .startsWith("refused LH-TEN-");
  }

  private static String token(String issuer, String tenant) {
    return ContainerSignIn.token(issuer, tenant, "learner");
  }

  private static HttpResponse<String> get(String host, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/tenancy" + path))
            .header("Host", host + ".localhost:" + PORT);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static File[] jars(String... names) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .filter(jar -> Arrays.stream(names).anyMatch(name -> jar.getName().startsWith(name)))
        .filter(File::isFile)
        .toArray(File[]::new);
  }
}
