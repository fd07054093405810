package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DomainSettings;
import io.leasehold.tenancy.domain.DomainStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that does upkeep is killed in the middle; this one goes on. */
class DomainKillTest {

  @Test
  @Timeout(120)
  void whatAKilledProcessBeganIsFinishedByAnother() throws IOException, InterruptedException {
    RegistryDatabase database = new DomainDatabase().emptied();
    DomainTown town = new DomainTown(database);
    CustomDomain claim = town.claim(DomainTown.ACME, "shop.acme.com");

    Process node =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DyingDomainNode.class.getName(),
                    String.valueOf(RegistryDatabase.port()),
                    claim.challenge().record().value()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("ordered " + claim.id());
    } finally {
      node.destroyForcibly();
    }
    assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.VERIFIED);

    town.publish(claim);
    town.later(DomainSettings.defaults().lease().multipliedBy(2));
    town.node().upkeep().runOnce();
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.orders).containsExactly(claim.id());
  }
}
