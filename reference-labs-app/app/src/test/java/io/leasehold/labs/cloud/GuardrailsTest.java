package io.leasehold.labs.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardrailsTest {

  private static final String REGION = "eu-central-1";
  private static final PolicyDocument EVERYTHING =
      PolicyDocument.parse(
          """
          {"Version":"2012-10-17","Statement":[
           {"Effect":"Allow","Action":"*","Resource":"*"}]}
          """);

  @Test
  void theServicesOfTheLabAreOpen() {
    assertThat(decide("s3:CreateBucket", REGION)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void otherServicesAreShut() {
    assertThat(decide("dynamodb:ListTables", REGION)).isInstanceOf(Decision.Denied.class);
    assertThat(decide("s3-outposts:ListRegionalBuckets", REGION))
        .isInstanceOf(Decision.Denied.class);
  }

  @Test
  void otherRegionsAreShut() {
    assertThat(decide("s3:CreateBucket", "us-east-1")).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void aLabAboutIamReachesItWhereItIsAndALabAboutSomethingElseDoesNot() {
    assertThat(decide("iam:CreateRole", "us-east-1", "iam")).isInstanceOf(Decision.Allowed.class);
    assertThat(decide("iam:CreateRole", "us-east-1", "s3")).isInstanceOf(Decision.Denied.class);
    assertThat(decide("s3:CreateBucket", "us-east-1", "iam")).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void everybodyMayAskWhoTheyAreWhereverTheyAre() {
    assertThat(decide("sts:GetCallerIdentity", "us-east-1")).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aServiceIsAPrefixAndNoPattern() {
    assertThatThrownBy(() -> Guardrails.policy(List.of("*"), REGION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Decision decide(String action, String region) {
    return decide(action, region, "s3");
  }

  private static Decision decide(String action, String region, String service) {
    PolicyDocument guardrails = PolicyDocument.parse(Guardrails.policy(List.of(service), REGION));
    return new IamEvaluator()
        .decide(
            PolicyStack.builder().identity(EVERYTHING).identity(guardrails).build(),
            new AccessRequest(
                "arn:aws:sts::111122223333:assumed-role/LabLearner/x",
                action,
                "*",
                Map.of("aws:RequestedRegion", List.of(region))));
  }
}
