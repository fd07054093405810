package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each guard of the key fetch is the one that matters: without it the attack reaches the victim.
 */
@Tag("mistake-05")
class KeyFetchSabotageTest {

  private static final TestTls TLS = KeyFetchMatrixTest.TLS;

  private ScriptedServer victim;

  @BeforeEach
  void start() throws Exception {
    victim = ScriptedServer.on("127.0.0.2", TLS, ScriptedServer.body("secrets"));
  }

  @AfterEach
  void stop() throws Exception {
    victim.close();
  }

  @Test
  void withoutTheAddressCheckAPrivateServerIsRead() throws Exception {
    GuardedDns.Names names = host -> KeyFetchMatrixTest.address("127.0.0.2");
    DnsResolver guarded = new GuardedDns(names, KeyNetworks.PUBLIC, false);
    assertThatThrownBy(() -> fetch(KeyClient.of(guarded, TLS.context()), victim.port()))
        .hasRootCauseInstanceOf(GuardedDns.RefusedAddress.class);
    assertThat(victim.connections()).isZero();

    assertThat(fetch(KeyClient.of(resolver(names), TLS.context()), victim.port()))
        .isEqualTo("secrets");
  }

  @Test
  void ifTheConnectionAskedTheNameServerAgainARebindingNameWouldReachAPrivateServer()
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    GuardedDns.Names rebinding =
        host -> KeyFetchMatrixTest.address(asked.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.2");
    DnsResolver checkThenAskAgain =
        resolver(
            host -> {
              new GuardedDns(rebinding, KeyNetworks.PUBLIC, false).resolve(host);
              return rebinding.of(host);
            });
    assertThat(fetch(KeyClient.of(checkThenAskAgain, TLS.context()), victim.port()))
        .isEqualTo("secrets");
  }

  @Test
  void ifRedirectsWereFollowedAnIssuerCouldSendUsToAnotherServer() throws Exception {
    String there = "https://" + KeyFetchMatrixTest.VICTIM + ":" + victim.port() + "/";
    GuardedDns.Names names =
        host ->
            KeyFetchMatrixTest.address(
                host.equals(KeyFetchMatrixTest.VICTIM) ? "127.0.0.2" : "127.0.0.1");
    DnsResolver dns = new GuardedDns(names, KeyNetworks.PUBLIC.allowing("127.0.0.0/8"), false);
    try (ScriptedServer issuer =
        ScriptedServer.on(
            "127.0.0.1",
            TLS,
            ScriptedServer.response("HTTP/1.1 302 There\r\nLocation: " + there + "\r\n", ""))) {
      assertThatThrownBy(() -> fetch(KeyClient.of(dns, TLS.context()), issuer.port()))
          .isInstanceOf(IOException.class);
      assertThat(victim.connections()).isZero();

      assertThat(fetch(KeyClient.builder(dns, TLS.context()).build(), issuer.port()))
          .isEqualTo("secrets");
    }
  }

  private static String fetch(CloseableHttpClient client, int port) throws IOException {
    try (JwksFetch fetch =
        new JwksFetch(
            client,
            KeyRefresh.threads("test-fetch", 2, new SynchronousQueue<>()),
            Duration.ofSeconds(10))) {
      return fetch
          .retrieveResource(new URL("https://" + KeyFetchMatrixTest.KEYS + ":" + port + "/jwks"))
          .getContent();
    }
  }

  private static DnsResolver resolver(GuardedDns.Names names) {
    return new SystemDefaultDnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return names.of(host);
      }
    };
  }
}
