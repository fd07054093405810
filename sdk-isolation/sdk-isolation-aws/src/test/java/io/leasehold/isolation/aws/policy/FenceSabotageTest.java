package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Touches;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without the fence, or without one part of it, a resource policy opens what is another's. */
class FenceSabotageTest {

  private static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.shipped();
  }

  private static boolean mayWhenNamed(String sessionPolicy, AccessRequest request) {
    PolicyDocument naming =
        PolicyDocument.parse(
            ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                    + "\"Resource\":\"*\",\"Principal\":{\"AWS\":\"%s\"}}}")
                .formatted(request.principalArn()));
    PolicyStack stack =
        PolicyStack.builder().session(PolicyDocument.parse(sessionPolicy)).resource(naming).build();
    return new IamEvaluator().decide(stack, request).allowed();
  }

  private static String policy(boolean fenced, TenantResourceScope scope) {
    IsolationBlueprint blueprint =
        new IsolationBlueprint("labs", PLACE, List.of(scope), fenced, Set.of());
    return PolicyCompiler.template(blueprint).json(ACME);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  @Tag("attack-C02")
  void without_a_fence_all_of_it_is_open(TenantResourceScope scope) {
    assertThat(Touches.of(scope.ownership(PLACE), ACME, GLOBEX))
        .allSatisfy(
            request -> {
              assertThat(mayWhenNamed(policy(false, scope), request)).isTrue();
              assertThat(mayWhenNamed(policy(true, scope), request)).isFalse();
            });
  }

  @Test
  @Tag("attack-C02")
  void each_statement_of_the_fence_is_needed() {
    String table = "arn:aws:dynamodb:eu-central-1:111111111111:table/items";
    AccessRequest any = AccessRequest.of(Touches.session(ACME), "dynamodb:GetItem", table);
    String fenced = policy(true, DynamoDbPooledScope.table("items"));

    assertNeeded(
        fenced,
        "NotResource",
        any("dynamodb:GetItem", table + "2").with("dynamodb:LeadingKeys", "acme"));
    assertNeeded(
        fenced, "\"NotAction\"", any("dynamodb:Scan", table).with("dynamodb:LeadingKeys", "acme"));
    assertNeeded(fenced, "ForAnyValue", any.with("dynamodb:LeadingKeys", "acme", "globex"));
    assertNeeded(fenced, "\"Null\":{\"dynamodb:LeadingKeys\":\"true\"", any);
  }

  private static AccessRequest any(String action, String resource) {
    return AccessRequest.of(Touches.session(ACME), action, resource);
  }

  /** Takes out the Deny statement with that in it. */
  private static void assertNeeded(String policy, String part, AccessRequest attack) {
    assertThat(mayWhenNamed(policy, attack)).isFalse();
    List<String> kept =
        Stream.of(policy.split("(?=\\{\"Effect\")"))
            .filter(statement -> !(statement.contains("Deny") && statement.contains(part)))
            .toList();
    assertThat(kept).hasSize(policy.split("(?=\\{\"Effect\")").length - 1);
    String text = String.join("", kept);
    String closed = text.endsWith("]}") ? text : text.substring(0, text.length() - 1) + "]}";
    assertThat(mayWhenNamed(closed, attack)).isTrue();
  }
}
