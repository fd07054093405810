package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("mistake-08")
class ClientAddressTest {

  private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 | 198.51.100.1 | 192.0.2.7",
        "10.0.0.1 | | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 203.0.113.9, 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 203.0.113.9, 198.51.100.1, 10.0.0.2 | 198.51.100.1",
        "10.0.0.1 | 198.51.100.1:4711 | 198.51.100.1",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.1",
        "10.0.0.1 | localhost | 10.0.0.1",
        "10.0.0.1 | 203.0.113.9, | 10.0.0.1"
      })
  void theClientIsTheNearestNodeThatIsNoTrustedProxy(String peer, String header, String client) {
    assertThat(of(peer, header == null ? Map.of() : Map.of("X-Forwarded-For", List.of(header))))
        .isEqualTo(client);
  }

  @Test
  void severalLinesAreOneListAndTheNearestIsLast() {
    assertThat(of("10.0.0.1", Map.of("X-Forwarded-For", List.of("203.0.113.9", "198.51.100.1"))))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void forwardedIsReadAndTwoHeadersThatDifferMakeTheProxyTheClient() {
    List<String> forwarded = List.of("for=203.0.113.9, for=\"[2001:db8::1]:443\"");
    assertThat(of("10.0.0.1", Map.of("Forwarded", forwarded))).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(
            of(
                "10.0.0.1",
                Map.of("Forwarded", forwarded, "X-Forwarded-For", List.of("198.51.100.1"))))
        .isEqualTo("10.0.0.1");
    assertThat(of("10.0.0.1", Map.of("Forwarded", List.of("for=\"unclosed"))))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void aHeaderThatTheProxyDoesNotSetIsTheClientsAndDoesNotCount() {
    TrustedProxies forwardedOnly = PROXIES.readingOnly(TrustedProxies.Header.FORWARDED);
    Map<String, List<String>> headers = Map.of("X-Forwarded-For", List.of("198.51.100.1"));
    assertThat(
            ClientAddress.of(
                "10.0.0.1", forwardedOnly, name -> headers.getOrDefault(name, List.of())))
        .isEqualTo("10.0.0.1");
  }

  private static String of(String peer, Map<String, List<String>> headers) {
    return ClientAddress.of(peer, PROXIES, name -> headers.getOrDefault(name, List.of()));
  }
}
