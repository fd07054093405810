package io.leasehold.isolation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.Obstacle;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without the hiding, the text for the tenant names what is another's. */
class DenialWordsSabotageTest {

  private static final TenantId ACME = TenantId.of("acme");

  @Test
  void without_it_the_text_names_the_other_tenant() {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(DynamoDbPooledScope.table("activity"))
            .allow(S3PrefixScope.bucket("content"))
            .build();
    PolicyStack stack =
        PolicyStack.builder().identity(PolicyCompiler.template(blueprint).of(ACME)).build();
    for (AccessRequest request :
        List.of(
            AccessRequest.of(
                    "arn:aws:sts::111111111111:assumed-role/Labs/t-acme",
                    "dynamodb:GetItem",
                    "arn:aws:dynamodb:eu-central-1:111111111111:table/activity")
                .with("dynamodb:LeadingKeys", "globex"),
            AccessRequest.of(
                "arn:aws:sts::111111111111:assumed-role/Labs/t-acme",
                "s3:GetObject",
                "arn:aws:s3:::content/globex/secret"))) {
      List<Obstacle> obstacles = new IamEvaluator().obstacles(stack, request);
      ScopeLabels scopes = new ScopeLabels(blueprint);

      assertThat(new DenialWords(ACME, scopes, request, true, true).of(obstacles))
          .doesNotContain("globex");
      assertThat(new DenialWords(ACME, scopes, request, true, false).of(obstacles))
          .contains("globex");
    }
  }
}
