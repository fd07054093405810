package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate over real HTTP. */
@Tag("mistake-22")
class TlsPermissionServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private TlsPermissionServer server;

  @BeforeEach
  void start() throws IOException {
    TlsPermission permission =
        TlsPermission.of(
            () -> Set.of(TenantDomain.of("shop.acme.com"), TenantDomain.of("xn--mnchen-3ya.de")));
    permission.refresh();
    server = TlsPermissionServer.start(permission, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/ask?domain=shop.acme.com, 200",
    "/ask?domain=SHOP.acme.com., 200",
    "/ask?domain=xn--mnchen-3ya.de, 200",
    "/ask?x=1&domain=shop%2Eacme.com, 200",
    "/ask?domain=other.acme.com, 404",
    "/ask?domain=shop.acme.com&domain=shop.acme.com, 404",
    "/ask?domain=other.acme.com&domain=shop.acme.com, 404",
    "/ask?DOMAIN=shop.acme.com, 404",
    "/ask?domain=, 404",
    "/ask?domain, 404",
    "/ask, 404",
    "/ask/?domain=shop.acme.com, 404",
    "/?domain=shop.acme.com, 404",
    "/ask?domain=shop.acme.com%00, 404"
  })
  void theAnswerIsAStatus(String target, int status) throws Exception {
    HttpResponse<byte[]> response = get(target);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void servedAndOtherHostsDifferInTheStatusAlone() throws Exception {
    var served = get("/ask?domain=shop.acme.com").headers().map().keySet();
    var other = get("/ask?domain=other.acme.com").headers().map().keySet();
    assertThat(served).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-For", "x-forwarded-host", "Forwarded", "Via", "X-Real-Ip"})
  void whatCameThroughAProxyIsDenied(String header) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/ask?domain=shop.acme.com")).header(header, "1.1 x").build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void otherMethodsAreDenied() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/ask?domain=shop.acme.com"))
            .POST(HttpRequest.BodyPublishers.ofString("domain=shop.acme.com"))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void itListensOnTheLoopbackAddressAlone() throws Exception {
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    Optional<InetAddress> outside =
        Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
            .flatMap(net -> Collections.list(net.getInetAddresses()).stream())
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(outside.isPresent(), "this machine has no address but the loopback");
    assertThatThrownBy(() -> new Socket(outside.get(), server.address().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aStoreThatIsDownFromTheStartMeansNotNow() throws Exception {
    InMemoryDomainStore down = new InMemoryDomainStore();
    down.reachable(false);
    try (TlsPermissionServer blind = TlsPermissionServer.start(TlsPermission.of(down::served), 0)) {
      URI uri =
          URI.create("http://127.0.0.1:" + blind.address().getPort() + "/ask?domain=shop.acme.com");
      var response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(List.of(response.statusCode(), response.body())).isEqualTo(List.of(503, ""));
    }
  }

  private HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(target)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + target);
  }
}
