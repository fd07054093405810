package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.DomainEdge;
import io.leasehold.tenancy.spi.DomainStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/tenancy/domains.md}, on real DNS over UDP and real HTTP. */
class CustomDomainsExampleTest {

  private static final String HOST = "learn.acme.com";

  @Test
  @Tag("row-C4")
  @Tag("mistake-21")
  @Tag("mistake-22")
  void aTenantIsServedAtItsOwnHost() throws Exception {
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    DomainStore store = new InMemoryDomainStore();
    try (LoopbackDns dns = new LoopbackDns()) {
      CustomDomains domains =
          CustomDomains.builder(
                  store,
                  dns.lookup(),
                  DomainEdge.onDemand(TenantDomain.of("edge.labs.leasehold.io")),
                  DomainPolicy.of("labs.leasehold.io"))
              .build();
      TlsPermission permission =
          TlsPermission.of(store::served, TenantDomain.of("labs.leasehold.io"));

      ClaimOutcome outcome =
          TenantScopes.call(acme, () -> domains.claim(TenantContext.require().id(), HOST));
      CustomDomain claim = ((ClaimOutcome.Claimed) outcome).claim();
      domains.upkeep().runOnce();
      assertThat(certificateFor(permission)).isEqualTo(404);

      dns.publish(claim.challenge().record());
      domains.check(acme.id(), claim.id());
      assertThat(store.find(claim.id()).orElseThrow().status())
          .as("too soon after the scheduler's look")
          .isEqualTo(DomainStatus.CLAIMED);
      CustomDomains later =
          CustomDomains.builder(
                  store,
                  dns.lookup(),
                  DomainEdge.onDemand(TenantDomain.of("edge.labs.leasehold.io")),
                  DomainPolicy.of("labs.leasehold.io"))
              .clock(() -> Instant.now().plusSeconds(120))
              .build();
      later.upkeep().runOnce();

      assertThat(store.find(claim.id()).orElseThrow().status()).isEqualTo(DomainStatus.ACTIVE);
      assertThat(store.find(claim.id()).orElseThrow().records())
          .isEqualTo(
              List.of(
                  claim.challenge().record(),
                  new DnsRecord("CNAME", HOST, "edge.labs.leasehold.io")));
      assertThat(certificateFor(permission)).isEqualTo(200);
    }
  }

  private static int certificateFor(TlsPermission permission)
      throws IOException, InterruptedException {
    permission.refresh();
    try (TlsPermissionServer server = TlsPermissionServer.start(permission, 0)) {
      URI ask =
          URI.create("http://127.0.0.1:" + server.address().getPort() + "/ask?domain=" + HOST);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(ask).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
