package io.leasehold.tenancy.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.resolution.TenantDecision;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantProblemsTest {

  @Test
  void everyRefusalHasItsStatus() {
    assertStatus(400, new TenantDecision.MalformedHost());
    assertStatus(401, new TenantDecision.NoToken());
    assertStatus(400, new TenantDecision.NotChosen());
    assertStatus(401, new TenantDecision.TokenRejected());
    assertStatus(401, new TenantDecision.KeyRejected());
    assertStatus(403, new TenantDecision.Mismatch());
    assertStatus(404, new TenantDecision.UnknownHost());
    assertStatus(503, new TenantDecision.Unavailable(Duration.ofSeconds(5)));
    assertThat(TenantProblems.of(new TenantDecision.Anonymous(Optional.empty()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TenantStatus.class)
  void aTenantThatAdmitsNobodyIs403(TenantStatus status) {
    assertStatus(403, new TenantDecision.NotAdmitted(status));
  }

  @Test
  void theDocumentIsJsonWhateverIsInIt() throws Exception {
    String nasty = "\"}\\ \n\u2028 </script> 😀 \u0000";
    Problem problem = Problem.of(500, "LH-TEST-1", nasty, nasty);
    assertThat(JSONObjectUtils.parse(problem.toJson()))
        .containsEntry("title", nasty)
        .containsEntry("detail", nasty)
        .containsEntry("type", "urn:leasehold:problem:lh-test-1")
        .containsEntry("status", 500L);
  }

  @Test
  void aProblemIsAnHttpError() {
    assertThatThrownBy(() -> Problem.of(200, "LH-TEST-1", "fine", "all is well"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertStatus(int status, TenantDecision decision) {
    assertThat(TenantProblems.of(decision)).map(Problem::status).contains(status);
  }
}
