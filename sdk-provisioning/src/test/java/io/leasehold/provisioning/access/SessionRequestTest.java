package io.leasehold.provisioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.tenancy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** What the broker asks STS for. */
class SessionRequestTest {

  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant END = NOW.plusSeconds(600);
  private static final PolicyDocument ALL =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
              + "\"Resource\":\"*\"}]}");

  @ParameterizedTest
  @CsvSource({"PT1S, 900", "PT15M, 900", "PT40M, 2400", "PT1H, 3600", "PT8H, 3600"})
  void aSessionLastsAsLongAsTheLeaseWithinWhatStsGives(Duration left, int seconds) {
    assertThat(SessionRequest.seconds(left)).isEqualTo(seconds);
  }

  @Test
  @Tag("invariant-05")
  void theSessionPolicyAllowsUntilTheEndOfTheLeaseAndNothingAfterwards() {
    PolicyStack stack =
        PolicyStack.builder()
            .identity(ALL)
            .session(PolicyDocument.parse(SessionRequest.policy(END)))
            .build();
    AccessRequest call =
        AccessRequest.of(
            "arn:aws:sts::222222222222:assumed-role/LabLearner/l",
            "s3:ListBucket",
            "arn:aws:s3:::b");

    assertThat(decide(stack, call.with("aws:CurrentTime", END.minusSeconds(1).toString())))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(decide(stack, call.with("aws:CurrentTime", END.toString())))
        .isInstanceOf(Decision.Denied.class);
  }

  @Test
  void theRequestNamesTheLeaseTheTenantTheLearnerAndTheEpoch() {
    LeaseId id = LeaseId.random();
    AssumeRoleRequest request = SessionRequest.of(active(id, "ada@acme.example"), NOW);

    assertThat(request.roleSessionName()).isEqualTo("lease-" + id).hasSizeLessThanOrEqualTo(64);
    assertThat(request.sourceIdentity()).isEqualTo("ada@acme.example");
    assertThat(request.externalId()).isEqualTo("leasehold-epoch-4");
    assertThat(request.tags()).extracting("value").containsExactly("acme", id.toString());
    assertThat(request.roleArn()).isEqualTo("arn:aws:iam::222222222222:role/LabLearner");
    assertThat(request.policy().length()).isLessThan(2048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "with space", "auth0|5f7c8ec7c33c6c004bbafe82", "ünïcode"})
  void aLearnerWhoseNameStsDoesNotTakeIsNamedByADigest(String principal) {
    assertThat(SessionRequest.sourceIdentity(principal)).matches("sha256-[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://console.aws.amazon.com/",
        "https://console.aws.amazon.com.evil.example/",
        "https://evil.example/?console.aws.amazon.com",
        "https://evilconsole.aws.amazon.com/",
        "https://console.aws.amazon.com@evil.example/",
        "javascript:alert(1)"
      })
  void aDestinationOutsideTheConsoleIsRefused(String page) {
    assertThatThrownBy(() -> DestinationRule.checked(URI.create(page)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPageOfTheConsoleIsADestination() {
    URI page = URI.create("https://eu-central-1.console.aws.amazon.com/s3/home");

    assertThat(DestinationRule.checked(page)).isEqualTo(page);
  }

  private static AccessBroker.ActiveLease active(LeaseId id, String principal) {
    Lease lease =
        new Lease(
            id,
            TenantId.of("acme"),
            principal,
            "lab",
            LeaseState.ACTIVE,
            AccountId.of("222222222222"),
            new Epoch(4),
            NOW,
            END,
            null);
    return new AccessBroker.ActiveLease(lease, AccountId.of("222222222222"), new Epoch(4), END);
  }

  private static Decision decide(PolicyStack stack, AccessRequest request) {
    return new IamEvaluator().decide(stack, request);
  }
}
