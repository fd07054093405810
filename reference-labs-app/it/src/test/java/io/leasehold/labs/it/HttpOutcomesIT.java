package io.leasehold.labs.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.labs.it.support.Answer;
import io.leasehold.labs.it.support.LabsClient;
import io.leasehold.labs.it.support.RunningLabs;
import io.leasehold.labs.it.support.Waiting;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.postgres.PostgresTenantRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gets which answer, on the real server with real tokens. */
@ExtendWith(RunningLabs.class)
class HttpOutcomesIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final LabsEnvironment labs;
  private final String ada;
  private final String bob;

  HttpOutcomesIT(LabsEnvironment labs) {
    this.labs = labs;
    this.ada = labs.signIn().signIn("ada");
    this.bob = labs.signIn().signIn("bob");
  }

  @Test
  void aMemberAtTheTenantsHostSeesTheTenantsLabs() {
    Answer acme = at("acme", ada).get("/api/labs");
    Answer globex = at("globex", bob).get("/api/labs");
    assertThat(acme.status()).isEqualTo(200);
    assertThat(acme.text()).contains("Your first bucket").doesNotContain("Buckets in half an hour");
    assertThat(globex.text())
        .contains("Buckets in half an hour")
        .doesNotContain("Your first bucket");
  }

  @Test
  @Tag("mistake-02")
  void aTokenOfOneTenantAtTheHostOfAnotherIs403AndTellsNothing() {
    Answer answer = at("globex", ada).get("/api/labs");
    assertThat(answer.status()).isEqualTo(403);
    tellsNothing(answer);
  }

  @Test
  @Tag("mistake-02")
  void aSharedIssuerSpeaksOnlyForTheTenantInTheClaim() {
    Answer answer = at("individuals", bob).get("/api/labs");
    assertThat(answer.status()).isEqualTo(403);
    tellsNothing(answer);
  }

  @Test
  void withoutATokenTheAnswerIs401() {
    Answer answer = at("acme", "").get("/api/labs");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).get().asString().startsWith("Bearer");
    tellsNothing(answer);
  }

  @Test
  @Tag("mistake-07")
  void aTokenWithABrokenSignatureIs401OnPublicPagesToo() {
    String forged = ada.substring(0, ada.length() - 6) + "AAAAAA";
    for (String path : new String[] {"/api/labs", "/api/site", "/", "/branding.css"}) {
      Answer answer = at("acme", forged).get(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      tellsNothing(answer);
    }
  }

  @Test
  void anUnknownHostIs404() {
    Answer answer = at("initech", ada).get("/api/labs");
    assertThat(answer.status()).isEqualTo(404);
    tellsNothing(answer);
  }

  @Test
  void aForeignRunAnswersLikeOneThatDoesNotExist() {
    String run = at("globex", bob).start("first-table").field("labRunId");
    try {
      Answer foreign = at("acme", ada).get("/api/lab-runs/" + run);
      Answer unknown = at("acme", ada).get("/api/lab-runs/" + UUID.randomUUID());
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.text()).isEqualTo(unknown.text());
      String alan = labs.signIn().signIn("alan");
      String own = at("acme", alan).start("first-table").field("labRunId");
      assertThat(at("acme", ada).get("/api/lab-runs/" + own).text())
          .as("another learner of the same tenant")
          .isEqualTo(unknown.text());
      at("acme", alan).post("/api/lab-runs/" + own + "/end", "");
    } finally {
      at("globex", bob).post("/api/lab-runs/" + run + "/end", "");
    }
  }

  @Test
  void aSuspendedTenantIs403ForItsMembers() {
    PostgresTenantRegistry registry = registry();
    Tenant individuals = registry.findById(TenantId.of("individuals")).orElseThrow();
    String carol = labs.signIn().signIn("carol");
    assertThat(at("individuals", carol).get("/api/labs").status()).isEqualTo(200);
    registry.save(individuals.withStatus(TenantStatus.SUSPENDED));
    try {
      Answer refused =
          Waiting.until(
              "the suspension is seen",
              SOON,
              () -> at("individuals", carol).get("/api/labs"),
              answer -> answer.status() != 200);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).doesNotContain("globex").doesNotContain("acme");
      assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
    } finally {
      registry.save(individuals);
    }
    Waiting.until(
        "the tenant is back",
        SOON,
        () -> at("individuals", carol).get("/api/labs"),
        answer -> answer.status() == 200);
  }

  @Test
  void aRegistryThatIsDownIs503WithRetryAfterAndNotAnUnknownTenant() throws SQLException {
    String platform = labs.database().platform().user();
    asOwner("revoke usage on schema leasehold_tenancy from \"" + platform + "\"");
    try {
      Answer down =
          Waiting.until(
              "the cache has let go",
              SOON,
              () -> at("acme", ada).get("/api/labs"),
              answer -> answer.status() != 200);
      assertThat(down.status()).isEqualTo(503);
      assertThat(down.header("Retry-After")).isPresent();
      tellsNothing(down);
    } finally {
      asOwner("grant usage on schema leasehold_tenancy to \"" + platform + "\"");
    }
    Waiting.until(
        "the registry is back",
        SOON,
        () -> at("acme", ada).get("/api/labs"),
        answer -> answer.status() == 200);
  }

  private LabsClient at(String tenant, String token) {
    return LabsClient.with(labs.node(1), tenant, token);
  }

  private PostgresTenantRegistry registry() {
    return new PostgresTenantRegistry(labs.database().as(labs.database().platform()));
  }

  private void asOwner(String sql) throws SQLException {
    try (Connection connection = labs.database().as(labs.database().owner()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void tellsNothing(Answer answer) {
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.field("code")).isNotEmpty();
    assertThat(answer.text().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("globex")
        .doesNotContain("acme")
        .doesNotContain("individuals");
  }
}
