package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a client sends is logged before it was verified, at any level. */
@Tag("mistake-20")
class LogSafetyTest {

  private static final String INJECTION = "\r\nERROR all data lost, call 555-0100";

  private final Logger logger = Logger.getLogger("io.leasehold.tenancy");
  private final Level levelBefore = logger.getLevel();
  private final Recorder log = new Recorder();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.addHandler(log);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(log);
    logger.setLevel(levelBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "acme.localhost", "t-1"})
  void aHostOrClaimThatWouldWriteLogLinesDoesNot(String start) {
    TenantEntry entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(ACME),
            HostTenantResolver.of("localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    entry.decide(RequestSignals.at(start + INJECTION).withToken(token(SILO, "t-1")));
    entry.decide(RequestSignals.at("acme.localhost").withToken(token(SILO, start + INJECTION)));
    assertThat(log.text()).doesNotContain("555-0100");
  }

  @Test
  void aTokenThatIsRejectedIsNotQuoted() {
    try (TokenVerifier verifier = TokenVerifier.of(TrustedIssuers.of())) {
      verifier.verify("x.y" + INJECTION);
      verifier.verify(
          Base64URL.encode("{\"alg\":\"RS256\"}")
              + "."
              + Base64URL.encode("{\"iss\":\"https://evil.example/\\r\\ncall 555-0100\"}")
              + ".c2ln");
      TenantEntry entry =
          TenantEntry.of(InMemoryTenantRegistry.of(ACME), HostTenantResolver.of("localhost"));
      entry.decide(
          RequestSignals.at("acme.localhost").withVerification(verifier.verify("z" + INJECTION)));
    }
    // That something is logged shows that the test listens.
    assertThat(log.text()).contains("rejected").doesNotContain("555-0100");
  }

  @Test
  void aTenantOrScopeThatIsLoggedShowsTheIdAndNoNameOrAttribute() {
    TenantScope scope =
        new TenantScope.InTenant(ACME.withAttributes(Map.of("contact", "ada@acme.example")));
    TenantScopes.run(scope, () -> logger.info("now in " + scope + " of " + ACME));
    assertThat(log.text())
        .contains("t-1", "ACTIVE")
        .doesNotContain("Acme Corporation", "ada@acme.example", "labs.acme.example");
  }

  /** Keeps what is logged, as it would be written to a file. */
  private static final class Recorder extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = new ArrayList<>();

    Recorder() {
      setLevel(Level.ALL);
    }

    String text() {
      return String.join("", lines);
    }

    @Override
    public synchronized void publish(LogRecord record) {
      lines.add(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
