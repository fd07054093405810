package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of several policies is taken away, or one part of the tenant's own: the attack succeeds. */
class OtherPoliciesSabotageTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Labs/t-acme";
  private static final String QUEUE = "arn:aws:sqs:" + HERE + "app-globex";
  private static final String ITEMS = "arn:aws:dynamodb:" + HERE + "table/items";
  private static final PolicyDocument ALL =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private static PolicyDocument session(boolean fenced) {
    return PolicyCompiler.template(
            new IsolationBlueprint(
                "labs", PLACE, List.of(SqsQueueScope.prefixed("app-")), fenced, Set.of()))
        .of(ACME);
  }

  private static PolicyDocument queueOpenTo(String principal) {
    return PolicyDocument.parse(
        ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},"
                + "\"Action\":\"sqs:*\",\"Resource\":\"%s\"}}")
            .formatted(principal, QUEUE));
  }

  private static boolean sends(PolicyStack.Builder stack) {
    return new IamEvaluator()
        .decide(stack.build(), AccessRequest.of(SESSION, "sqs:SendMessage", QUEUE))
        .allowed();
  }

  @Test
  @Tag("attack-A18")
  void comparedAsANumberOneTenantIsTheOther() {
    TenantId tenant = TenantId.of("0123");
    PolicyTemplate whole =
        PolicyCompiler.template(
            new IsolationBlueprint("labs", PLACE, List.of(DynamoDbPooledScope.table("items"))));
    String numbers = whole.json(tenant).replace("StringEquals", "NumericEquals");

    assertThat(Actor.under(tenant, whole.json(tenant)).itemsOf(ITEMS, "GetItem", "123")).isFalse();
    assertThat(Actor.under(tenant, numbers).itemsOf(ITEMS, "GetItem", "123")).isTrue();
    // No template compares ids as numbers: it would be none for most of them.
    assertThatExceptionOfType(PolicySyntaxException.class)
        .isThrownBy(
            () -> new PolicyTemplate(whole.json().replace("StringEquals", "NumericEquals")));
  }

  @Test
  @Tag("attack-A22")
  @Tag("attack-C13")
  void withoutItsPlaceThePolicyReachesTheTenantOfThatNameElsewhere() {
    PolicyUnderAttack whole = PolicyUnderAttack.of(DynamoDbPooledScope.table("items"));
    PolicyUnderAttack broken = whole.with("dynamodb:*:", "dynamodb:eu-central-1:");
    String elsewhere = ITEMS.replace("eu-central-1", "us-east-1");
    assertThat(whole.acme().itemsOf(elsewhere, "GetItem", "acme")).isFalse();
    assertThat(broken.acme().itemsOf(elsewhere, "GetItem", "acme")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-C03")
  void withoutASessionPolicyWhatIsOpenToTheRoleIsOpen() {
    PolicyDocument queue = queueOpenTo("arn:aws:iam::111111111111:role/Labs");
    assertThat(sends(PolicyStack.builder().session(session(false)).resource(queue))).isFalse();
    assertThat(sends(PolicyStack.builder().resource(queue))).isTrue();
  }

  @Test
  @Tag("attack-C04")
  void withoutAFenceWhatIsOpenToEverybodyIsOpen() {
    PolicyDocument queue = queueOpenTo("*");
    assertThat(sends(PolicyStack.builder().identity(ALL).session(session(true)).resource(queue)))
        .isFalse();
    assertThat(sends(PolicyStack.builder().identity(ALL).session(session(false)).resource(queue)))
        .isTrue();
  }

  @Test
  @Tag("attack-C11")
  void withoutTheOrganizationsDenyWhatItDeniesIsAllowed() {
    PolicyDocument deny =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"sqs:*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
    assertThat(sends(PolicyStack.builder().identity(ALL).serviceControl(List.of(deny)))).isFalse();
    assertThat(sends(PolicyStack.builder().identity(ALL))).isTrue();
  }
}
