package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.propagation.TenantHeaders.Guard;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a third party learns of the tenant, over real HTTP, with each guard and without it. */
@Tag("mistake-19")
class TenantHeadersSabotageTest {

  private final EchoServer friend = new EchoServer();
  private final EchoServer stranger = new EchoServer();

  TenantHeadersSabotageTest() throws IOException {
    friend.redirect("/moved", stranger.uri("/"));
  }

  @AfterEach
  void stop() {
    friend.close();
    stranger.close();
  }

  @ParameterizedTest
  @EnumSource(Guard.class)
  void withTheGuardTheStrangerLearnsNothing(Guard guard) throws Exception {
    assertThat(strangerLearns(guard, EnumSet.allOf(Guard.class))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Guard.class)
  void withoutItTheStrangerLearnsTheTenant(Guard guard) throws Exception {
    assertThat(strangerLearns(guard, EnumSet.complementOf(EnumSet.of(guard)))).isTrue();
  }

  private boolean strangerLearns(Guard target, Set<Guard> guards) throws Exception {
    TenantHeaders headers =
        TenantHeaders.builder(PropagationKeys.signingWith(Keys.SPRING))
            .allowUnencrypted(friend.origin(), "friend")
            .buildWith(guards);
    boolean viaRedirect = target == Guard.REDIRECTS;
    HttpClient.Builder client = HttpClient.newBuilder();
    if (viaRedirect) {
      client.followRedirects(Redirect.ALWAYS);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(viaRedirect ? friend.uri("/moved") : stranger.uri("/"));
    switch (target) {
      case STRIPPING -> request.header("X-Tenant-Id", "acme");
      case BAGGAGE -> request.header("baggage", "tenant.id=acme");
      case ALLOW_LIST, REDIRECTS -> {}
    }
    try {
      HttpClient guarded = headers.around(client.build());
      TenantScopes.call(ACME, () -> guarded.send(request.build(), BodyHandlers.discarding()));
    } catch (IllegalArgumentException refused) {
      return false;
    }
    return stranger.received().toString().contains("acme");
  }
}
