package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a client writes in front of what a trusted proxy appends, the host is the proxy's word
 * or none.
 */
@Tag("mistake-08")
class ForwardedInjectionTest {

  private static final Optional<TenantDomain> REAL = Optional.of(TenantDomain.of("acme.localhost"));
  private static final List<String> PIECES =
      List.of(
          "host=evil.localhost",
          "for=10.0.0.9",
          "for=203.0.113.1",
          "\"",
          "\\",
          ",",
          ";",
          "=",
          " ",
          "evil.localhost",
          "host=\"evil.localhost",
          "\"evil.localhost\"",
          "proto=https",
          "x",
          "\t");

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatAClientWritesInFrontBecomesTheHost(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    for (int i = 0; i < 100; i++) {
      String prefix = prefix(random);
      for (String word : List.of("for=203.0.113.9;host=acme.localhost", ownWord(random))) {
        assertThat(host("Forwarded", List.of(prefix + ", " + word)))
            .as("one line: %s, %s", prefix, word)
            .isIn(REAL, Optional.empty());
        assertThat(host("Forwarded", List.of(prefix, word)))
            .as("two lines: %s | %s", prefix, word)
            .isIn(REAL, Optional.empty());
      }
      assertThat(host("X-Forwarded-Host", List.of(prefix + ", acme.localhost")))
          .as(prefix)
          .isEqualTo(REAL);
      assertThat(host("X-Forwarded-Host", List.of(prefix, "acme.localhost")))
          .as(prefix)
          .isEqualTo(REAL);
    }
  }

  @Test
  void thePrefixesAreOfBothKinds() {
    Random random = new Random(1);
    List<Optional<TenantDomain>> hosts =
        LongStream.range(0, 500)
            .mapToObj(
                i ->
                    host(
                        "Forwarded",
                        List.of(prefix(random) + ", for=203.0.113.9;host=acme.localhost")))
            .distinct()
            .toList();
    assertThat(hosts).as("some are read past, some spoil the header").hasSize(2);
  }

  // The many ways in which a proxy may write the same.
  private static String ownWord(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "host=acme.localhost;for=\"[2001:db8::9]:4711\"";
      case 1 -> "For=unknown;Host=\"acme.localhost:443\";Proto=https";
      case 2 -> "by=10.0.0.7;for=_hidden;host=acme.localhost";
      default -> "for=203.0.113.9;host=\"ACME.localhost.\"";
    };
  }

  private static String prefix(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(10); pieces >= 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static Optional<TenantDomain> host(String header, List<String> lines) {
    RequestSignalsBuilder request =
        RequestSignals.builder()
            .header("Host", "backend")
            .peer("10.0.0.7")
            .trustedProxies(TrustedProxies.of("10.0.0.0/8"));
    lines.forEach(line -> request.header(header, line));
    return request.build().host();
  }
}
