package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TenantResolution;
import io.leasehold.tenancy.resolution.TrustLevel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-19")
class TenantHeadersTest {

  private static final String ORDERS = "https://orders.internal.example";

  private final SettableClock clock = new SettableClock();
  private final PropagationKeys keys = PropagationKeys.signingWith(Keys.SPRING);
  private final EchoServer friend = new EchoServer();
  private final EchoServer stranger = new EchoServer();

  private final TenantHeaders headers =
      TenantHeaders.builder(keys)
          .allow(ORDERS, "orders")
          .allowUnencrypted(friend.origin(), "friend")
          .keep("X-Azure-Tenant")
          .clock(clock)
          .build();

  private final HttpClient client = headers.around(HttpClient.newHttpClient());

  TenantHeadersTest() throws IOException {}

  @AfterEach
  void stop() {
    friend.close();
    stranger.close();
  }

  @Test
  void aHostOnTheListIsToldTheTenantBySignatureAndOneThatIsNotGetsNothing() throws Exception {
    TenantScopes.call(ACME, () -> get(friend));
    List<String> told = friend.received().get("Leasehold-tenant");
    assertThat(told).hasSize(1);
    assertThat(resolve("friend", told)).isEqualTo(acme());
    TenantScopes.call(ACME, () -> get(stranger));
    assertThat(stranger.received().toString()).doesNotContainIgnoringCase("acme", "leasehold");
  }

  @Test
  void asynchronousRequestsCarryTheTenantThereAndTheScopeBack() throws Exception {
    String seen =
        TenantScopes.call(
            ACME,
            () ->
                client
                    .sendAsync(
                        HttpRequest.newBuilder(friend.uri("/")).build(), BodyHandlers.discarding())
                    .thenApply(response -> Scopes.seen())
                    .get(1, TimeUnit.MINUTES));
    assertThat(seen).isEqualTo("acme");
    assertThat(friend.received()).containsKey("Leasehold-tenant");
  }

  @Test
  void whatCameInWithARequestGoesToNobody() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stranger.uri("/"))
            .header("Leasehold-Tenant", "stolen")
            .header("X-Tenant-Id", "acme")
            .header("x-azure-tenant", "contoso")
            .header("Accept", "text/plain")
            .header("baggage", "tenant.id=acme,user=ada;secret=1,org=ac%6De,build=17");
    TenantScopes.call(ACME, () -> client.send(request.build(), BodyHandlers.discarding()));
    Map<String, List<String>> received = stranger.received();
    assertThat(received).doesNotContainKeys("Leasehold-tenant", "X-tenant-id");
    assertThat(received.get("X-azure-tenant")).containsExactly("contoso");
    assertThat(received.get("Accept")).containsExactly("text/plain");
    assertThat(received.get("Baggage")).containsExactly("user=ada;secret=1,build=17");
  }

  @Test
  void aClientsOwnHeadersAreNotPassedOnToAFriendEither() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(friend.uri("/"))
            .header("leasehold-tenant", "stolen")
            .header("X-Tenant-Id", "globex")
            .header("baggage", "tenant.id=acme");
    TenantScopes.call(ACME, () -> client.send(request.build(), BodyHandlers.discarding()));
    Map<String, List<String>> received = friend.received();
    assertThat(resolve("friend", received.get("Leasehold-tenant"))).isEqualTo(acme());
    assertThat(received).doesNotContainKey("X-tenant-id");
    assertThat(received.get("Baggage")).containsExactly("tenant.id=acme");
  }

  @Test
  @Tag("mistake-14")
  void withoutATenantInScopeNoHeaderIsWritten() throws Exception {
    get(friend);
    assertThat(friend.received()).doesNotContainKey("Leasehold-tenant");
    TenantScopes.call(new TenantScope.Platform("health"), () -> get(friend));
    assertThat(friend.received()).doesNotContainKey("Leasehold-tenant");
  }

  @ParameterizedTest
  @CsvSource({
    "https://orders.internal.example/a?b=c, true",
    "https://ORDERS.internal.example:443/, true",
    "http://orders.internal.example/, false",
    "https://orders.internal.example:8443/, false",
    "https://orders.internal.example./, false",
    "https://orders.internal.example.evil.example/, false",
    "https://evil.example/orders.internal.example, false",
    "https://orders.internal.example@evil.example/, false",
    "https://xorders.internal.example/, false",
    "ftp://orders.internal.example/, false",
    "https:orders.internal.example, false",
    "//orders.internal.example/, false",
    "https://orders_x.internal.example/, false"
  })
  void onlyTheExactOriginIsOnTheList(URI target, boolean told) throws Exception {
    Map<String, List<String>> sent =
        TenantScopes.call(ACME, () -> headers.rewrite(target, Map.of("Accept", List.of("*/*"))));
    assertThat(sent.containsKey("leasehold-tenant")).isEqualTo(told);
    assertThat(sent.get("ACCEPT")).containsExactly("*/*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://orders.internal.example",
        "https://orders.internal.example/",
        "https://orders.internal.example/api",
        "https://u@orders.internal.example",
        "https://orders.internal.example?x",
        "orders.internal.example",
        "https://*.internal.example"
      })
  void anOriginIsWrittenOutAndEncrypted(String origin) {
    TenantHeaders.Builder builder = TenantHeaders.builder(keys);
    assertThatThrownBy(() -> builder.allow(origin, "orders"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theListsOwnHeaderIsNeverKept() {
    assertThatThrownBy(() -> TenantHeaders.builder(keys).keep("leasehold-TENANT"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user=ada | user=ada",
        "a=1, Tenant.Id=x ,b=2;p | a=1,b=2;p",
        "my-tenant=1 | ''",
        "leasehold.tenant=x | ''",
        "slug=acme-corp,k=ACME | k=ACME",
        "no equals sign | ''",
        "a=1,,b=2 | ''",
        "=1 | ''"
      })
  void baggageLosesWhatNamesATenantAndIsDroppedIfItIsNotUnderstood(String sent, String left)
      throws Exception {
    Map<String, List<String>> rewritten =
        TenantScopes.call(
            ACME.withSlug(TenantSlug.of("acme-corp")),
            () -> headers.rewrite(stranger.uri("/"), Map.of("Baggage", List.of(sent))));
    assertThat(String.join(";", rewritten.get("baggage"))).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALWAYS", "NORMAL"})
  void aClientThatFollowsRedirectsIsRefused(Redirect redirects) {
    HttpClient follower = HttpClient.newBuilder().followRedirects(redirects).build();
    assertThatThrownBy(() -> headers.around(follower))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NEVER");
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
    friend.redirect("/moved", stranger.uri("/"));
    assertThat(
            TenantScopes.call(
                ACME,
                () ->
                    client
                        .send(
                            HttpRequest.newBuilder(friend.uri("/moved")).build(),
                            BodyHandlers.discarding())
                        .statusCode()))
        .isEqualTo(302);
  }

  @Test
  void webSocketsAreRefused() {
    assertThatThrownBy(client::newWebSocketBuilder)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theHeaderIsForItsAudienceAndItsMinuteOnly() throws Exception {
    List<String> told = headerFor(URI.create(ORDERS));
    assertThat(resolve("orders", told)).isEqualTo(acme());
    assertRejected(resolve("billing", told));
    clock.advance(Duration.ofSeconds(89));
    assertThat(resolve("orders", told)).isEqualTo(acme());
    clock.advance(Duration.ofSeconds(1));
    assertRejected(resolve("orders", told));
    clock.advance(Duration.ofSeconds(-121));
    assertRejected(resolve("orders", told));
  }

  @Test
  void twoHeadersABareIdAndAChangedTenantAreRejected() throws Exception {
    List<String> told = headerFor(URI.create(ORDERS));
    assertRejected(resolve("orders", List.of(told.get(0), told.get(0))));
    assertRejected(resolve("orders", List.of("acme")));
    assertRejected(resolve("orders", List.of("")));
    assertRejected(resolve("orders", List.of(told.get(0).replace(".acme.", ".globex."))));
    assertRejected(resolve("orders", List.of("1.".repeat(500_000))));
    assertThat(resolve("orders", List.of())).isEqualTo(TenantResolution.notApplicable());
  }

  @Test
  void anEnvelopesSignatureIsNoHeadersAndKeysThatAreOutRejectWithoutThrowing() throws Exception {
    Map<String, String> envelope =
        TenantScopes.call(
            ACME, () -> EnvelopeSealer.of(keys).withClock(clock).sealWithoutBody("orders"));
    String[] parts = envelope.get(TenantEnvelope.ENVELOPE_ATTRIBUTE).split("\\.", -1);
    String asHeader = String.join(".", "1", "spring", "acme", parts[2], "60", parts[4], parts[6]);
    assertRejected(resolve("orders", List.of(asHeader)));
    SignedHeaderTenantResolver noKeys =
        SignedHeaderTenantResolver.of(
            () -> {
              throw new IllegalStateException("secret store is down");
            },
            "orders",
            clock);
    assertRejected(noKeys.resolve(request(headerFor(URI.create(ORDERS)))));
    SignedHeaderTenantResolver others =
        SignedHeaderTenantResolver.of(
            () -> PropagationKeys.signingWith(Keys.SUMMER), "orders", clock);
    assertRejected(others.resolve(request(headerFor(URI.create(ORDERS)))));
  }

  private Void get(EchoServer server) throws Exception {
    client.send(HttpRequest.newBuilder(server.uri("/")).build(), BodyHandlers.discarding());
    return null;
  }

  private List<String> headerFor(URI target) throws Exception {
    return TenantScopes.call(ACME, () -> headers.rewrite(target, Map.of()))
        .get(TenantHeaders.HEADER);
  }

  private TenantResolution resolve(String audience, List<String> values) {
    return SignedHeaderTenantResolver.of(() -> keys, audience, clock).resolve(request(values));
  }

  private static RequestSignals request(List<String> values) {
    return RequestSignals.builder()
        .headers(name -> name.equalsIgnoreCase("Leasehold-Tenant") ? values : List.of())
        .build();
  }

  private static TenantResolution acme() {
    return TenantResolution.resolved(
        new TenantCandidate(
            TenantCandidate.Kind.ID, "acme", TrustLevel.CRYPTOGRAPHIC, "signed header"));
  }

  private static void assertRejected(TenantResolution resolution) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            TenantResolution.Rejected.class,
            rejected -> assertThat(rejected.trust()).isEqualTo(TrustLevel.CRYPTOGRAPHIC));
  }
}
