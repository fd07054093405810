package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.ScriptedServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad key address can do to a verifier, on real TLS sockets: nothing. */
@Tag("mistake-05")
class KeyFetchMatrixTest {

  static final String KEYS = "keys.evil.example";
  static final String VICTIM = "victim.internal";
  static final TestTls TLS = TestTls.forHosts(KEYS, VICTIM);

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private FakeIssuer issuer;
  private ScriptedServer victim;

  @BeforeEach
  void start() throws Exception {
    issuer = FakeIssuer.start("acme");
    victim = ScriptedServer.on("127.0.0.2", TLS, ScriptedServer.body(goodKeys()));
  }

  @AfterEach
  void stop() throws Exception {
    victim.close();
    issuer.close();
  }

  @Test
  void aGoodAnswerOverTlsInAnAllowedNetworkIsUsed() throws Exception {
    try (ScriptedServer server = serving(ScriptedServer.body(goodKeys()));
        TokenVerifier verifier = verifier(server)) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Verified.class);
    }
  }

  static Stream<Arguments> answersThatAreNoKeys() {
    String ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    return Stream.of(
        arguments("a page", ScriptedServer.body("<html>Sign in</html>")),
        arguments("nothing", ScriptedServer.body("")),
        arguments("null", ScriptedServer.body("null")),
        arguments("an array", ScriptedServer.body("[]")),
        arguments("an empty object", ScriptedServer.body("{}")),
        arguments("keys that are an object", ScriptedServer.body("{\"keys\":{}}")),
        arguments("keys that are a text", ScriptedServer.body("{\"keys\":\"x\"}")),
        arguments("half a document", ScriptedServer.body("{\"keys\":[{\"kty\":\"RSA\",")),
        arguments("a JSON bomb", ScriptedServer.body("[".repeat(120_000))),
        arguments("a bomb in keys", ScriptedServer.body("{\"keys\":" + "[".repeat(120_000))),
        arguments(
            "a closed bomb",
            ScriptedServer.body("{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}")),
        arguments("a closed connection", (Script) out -> {}),
        arguments(
            "another protocol",
            (Script) out -> out.write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.UTF_8))),
        arguments(
            "less than was promised",
            (Script)
                out ->
                    out.write(
                        (ok + "Content-Length: 999\r\n\r\n{\"keys\"")
                            .getBytes(StandardCharsets.UTF_8))),
        arguments(
            "more than is looked at",
            ScriptedServer.body(" ".repeat(JwksFetch.MAX_BYTES) + goodKeys("acme"))),
        arguments(
            "a promise of ten gigabytes",
            (Script)
                out ->
                    out.write(
                        (ok + "Content-Length: 10737418240\r\n\r\n ")
                            .getBytes(StandardCharsets.UTF_8))),
        arguments("a gzip bomb", (Script) KeyFetchMatrixTest::gzipBomb));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersThatAreNoKeys")
  void whatIsNoKeySetMakesTheIssuerUnavailable(String answer, Script script) throws Exception {
    try (ScriptedServer server = serving(script);
        TokenVerifier verifier = verifier(server)) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
      assertThat(server.connections()).isPositive();
    }
  }

  static Stream<Arguments> answersWithoutEnd() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        arguments("body", script(ok + "\r\n", "0123456789abcdef".repeat(1_024), 0)),
        arguments("chunks", script(ok + "Transfer-Encoding: chunked\r\n\r\n", "4\r\nabcd\r\n", 0)),
        arguments("slow drip of a body", script(ok + "\r\n", " ", 50)),
        arguments("slow drip of a header", script(ok + "X-Slow: ", "x", 50)),
        arguments("headers", script(ok, "X-Filler: y\r\n", 0)),
        arguments("one header", script(ok + "X-Endless: ", "x".repeat(1_024), 0)),
        arguments("status line", script("HTTP/1.1 200 ", "O".repeat(1_024), 0)),
        arguments("empty lines", script("", "\r\n", 0)),
        arguments("interim answers", script("", "HTTP/1.1 103 Early Hints\r\n\r\n", 5)),
        arguments("an error page", script("HTTP/1.1 500 No\r\n\r\n", "x".repeat(1_024), 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersWithoutEnd")
  void whoeverNeverEndsIsHungUpOn(String endless, Script script) throws Exception {
    try (ScriptedServer server = serving(script);
        TokenVerifier verifier = verifier(server)) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
      assertThat(server.hungUpOn().await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoeverNeverSaysAnythingDoesNotHoldTheCaller() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (ScriptedServer server :
        new ScriptedServer[] {ScriptedServer.mute(TLS), serving(out -> never.await())}) {
      try (server;
          TokenVerifier verifier = verifier(server)) {
        // Returns at all: without the deadline this test would not end.
        assertThat(verifier.verify(issuer.token("t-1")))
            .isInstanceOf(TokenVerification.Unavailable.class);
        assertThat(server.connections()).isPositive();
      }
    }
  }

  @Test
  void aNameServerThatNeverAnswersDoesNotHoldTheCaller() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TokenVerifier verifier =
        verifier(
            443,
            host -> {
              try {
                never.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            })) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) throws Exception {
    for (String place :
        new String[] {
          "https://" + VICTIM + ":" + victim.port() + "/jwks", "//" + VICTIM + "/jwks", "/elsewhere"
        }) {
      Script redirect =
          ScriptedServer.response(
              "HTTP/1.1 " + status + " There\r\nLocation: " + place + "\r\n", "");
      try (ScriptedServer server = serving(redirect);
          TokenVerifier verifier =
              verifier(server.port(), KeyFetchMatrixTest::loopback, "127.0.0.0/8")) {
        assertThat(verifier.verify(issuer.token("t-1")))
            .isInstanceOf(TokenVerification.Unavailable.class);
        assertThat(server.connections()).as("one question, no second").isEqualTo(1);
        assertThat(victim.connections()).isZero();
      }
    }
  }

  @Test
  void aNameOfAPrivateAddressIsNotEvenConnectedTo() throws Exception {
    try (TokenVerifier verifier = verifier(victim.port(), host -> address("127.0.0.2"))) {
      assertThat(verifier.verify(issuer.token("t-1")))
          .isInstanceOf(TokenVerification.Unavailable.class);
    }
    assertThat(victim.connections()).isZero();
  }

  @Test
  void aNameThatChangesItsAddressBetweenCheckAndConnectionGainsNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer first = serving(ScriptedServer.response("HTTP/1.1 500 No\r\n", ""));
        TokenVerifier verifier =
            verifier(
                first.port(),
                host -> address(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"),
                "127.0.0.1")) {
      try (ScriptedServer rebound = boundTo(first.port())) {
        for (int attempt = 1; attempt <= 2; attempt++) {
          assertThat(verifier.verify(issuer.token("t-1")))
              .isInstanceOf(TokenVerification.Unavailable.class);
          assertThat(asked).as("asked once per connection").hasValue(attempt);
        }
        assertThat(first.connections()).isEqualTo(1);
        assertThat(rebound.connections()).isZero();
      }
    }
  }

  @Test
  void aCertificateOfSomebodyElseIsRefused() throws Exception {
    TestTls stranger = TestTls.forHosts("stranger.example");
    for (TestTls trust : new TestTls[] {TLS, stranger}) {
      try (ScriptedServer server =
              ScriptedServer.on("127.0.0.1", stranger, ScriptedServer.body(goodKeys()));
          TokenVerifier verifier =
              TokenVerifier.builder(TrustedIssuers.of(trusted(server.port())))
                  .names(KeyFetchMatrixTest::loopback, DEADLINE)
                  .allowKeyNetworks("127.0.0.1")
                  .tls(trust.context())
                  .build()) {
        assertThat(verifier.verify(issuer.token("t-1")))
            .isInstanceOf(TokenVerification.Unavailable.class);
      }
    }
  }

  static InetAddress[] address(String literal) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByName(literal)};
  }

  private static InetAddress[] loopback(String host) throws UnknownHostException {
    return address(host.equals(VICTIM) ? "127.0.0.2" : "127.0.0.1");
  }

  private ScriptedServer serving(Script script) throws IOException {
    return ScriptedServer.on("127.0.0.1", TLS, script);
  }

  private ScriptedServer boundTo(int port) throws IOException {
    return ScriptedServer.on("127.0.0.2", port, TLS, ScriptedServer.body(goodKeys()));
  }

  private TokenVerifier verifier(ScriptedServer server) {
    return verifier(server.port(), KeyFetchMatrixTest::loopback, "127.0.0.1");
  }

  private TokenVerifier verifier(int port, GuardedDns.Names names, String... allowed) {
    return TokenVerifier.builder(TrustedIssuers.of(trusted(port)))
        .names(names, DEADLINE)
        .allowKeyNetworks(allowed)
        .tls(TLS.context())
        .build();
  }

  private TrustedIssuer trusted(int port) {
    return TrustedIssuer.of(
        issuer.issuer(), URI.create("https://" + KEYS + ":" + port + "/jwks"), FakeIssuer.AUDIENCE);
  }

  private String goodKeys() {
    return goodKeys("acme");
  }

  private static String goodKeys(String name) {
    return FakeIssuer.firstKeys(name).toString();
  }

  /** Writes the beginning, and then one piece again and again for as long as somebody reads. */
  private static Script script(String beginning, String piece, int pauseMillis) {
    byte[] start = beginning.getBytes(StandardCharsets.US_ASCII);
    byte[] more = piece.getBytes(StandardCharsets.US_ASCII);
    return out -> {
      out.write(start);
      while (true) {
        out.write(more);
        out.flush();
        if (pauseMillis > 0) {
          Thread.sleep(pauseMillis);
        }
      }
    };
  }

  private static void gzipBomb(OutputStream out) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 64; i++) {
        gzip.write(blanks);
      }
    }
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size())
            .getBytes(StandardCharsets.US_ASCII));
    out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(packed.toByteArray());
    out.flush();
  }
}
