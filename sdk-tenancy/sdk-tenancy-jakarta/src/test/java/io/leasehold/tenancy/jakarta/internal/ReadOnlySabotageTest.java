package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.TenantFilterParts;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the guard off: a door that does not look at the method lets a READ_ONLY tenant change. */
class ReadOnlySabotageTest {

  private FakeIssuer issuer;
  private TokenVerifier verifier;
  private FrontDoor door;

  @BeforeEach
  void open() throws Exception {
    issuer = FakeIssuer.start("acme");
    verifier =
        TokenVerifier.builder(name -> Optional.of(issuer.trusted())).allowLoopbackHttp().build();
    Tenant acme =
        Tenant.active(TenantId.of("acme"), Tier.of("basic"))
            .withIssuers(issuer.issuer())
            .withStatus(TenantStatus.READ_ONLY);
    TenantEntry entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(acme),
            HostTenantResolver.of("localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    door = new FrontDoor(TenantFilterParts.of(entry, verifier, TenantFilterSettings.defaults()));
  }

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPPATCH"})
  void withoutTheLookAtTheMethodATenantThatOnlyReadsChanges(String method) {
    assertThat(door.visit(request(method)).refusal())
        .map(TenantVisit.Refused::problem)
        .contains(EdgeProblems.READ_ONLY);
    TenantVisit visit = door.withoutLookAtTheMethod().visit(request(method));
    assertThat(visit.refusal()).isEmpty();
    assertThat(visit.admitted()).map(Tenant::id).contains(TenantId.of("acme"));
  }

  private HttpServletRequest request(String httpMethod) {
    String bearer = "Bearer " + issuer.token("acme");
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getMethod" -> httpMethod;
                  case "getHeaders" ->
                      Collections.enumeration(
                          switch (String.valueOf(arguments[0])) {
                            case "Authorization" -> List.of(bearer);
                            case "Host" -> List.of("acme.localhost");
                            default -> List.of();
                          });
                  case "getServerName" -> "acme.localhost";
                  case "getRemoteAddr" -> "127.0.0.1";
                  case "getRequestURI", "getServletPath" -> "/api/labs";
                  case "getContextPath" -> "";
                  default -> null;
                });
  }
}
