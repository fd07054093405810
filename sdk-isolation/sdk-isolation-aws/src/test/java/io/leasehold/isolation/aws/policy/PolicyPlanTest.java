package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.DynamoDbCompositeScope;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyPlanTest {

  static final TenantId LONGEST = TenantId.of("x".repeat(63));

  private static IsolationBlueprint.Builder labs() {
    return IsolationBlueprint.builder("labs").region("eu-central-1").account("111111111111");
  }

  /** Every scope of the library at once. */
  static IsolationBlueprint everything(boolean fenced) {
    IsolationBlueprint.Builder all = labs();
    EveryScope.shipped()
        // One bucket, one table and one kind of queue are enough to be proved side by side.
        .filter(scope -> !(scope instanceof S3PrefixScope prefix && prefix.parent().isEmpty()))
        .filter(scope -> !(scope instanceof DynamoDbCompositeScope))
        .filter(scope -> !(scope instanceof SqsQueueScope queue && queue.after().isEmpty()))
        .forEach(all::allow);
    if (fenced) {
      all.fence();
    }
    return all.build();
  }

  /** So many tables, in one statement, with names of so many characters. */
  private static IsolationBlueprint tables(int count, int name) {
    IsolationBlueprint.Builder tables = labs();
    IntStream.range(0, count)
        .forEach(
            i ->
                tables.allow(
                    DynamoDbPooledScope.table("t%03d".formatted(i) + "x".repeat(name - 4))));
    return tables.build();
  }

  private static IsolationBlueprint buckets(int count) {
    IsolationBlueprint.Builder buckets = labs();
    IntStream.range(0, count)
        .forEach(
            i ->
                buckets.allow(S3PrefixScope.bucket("bucket-%03d-%s".formatted(i, "x".repeat(40)))));
    return buckets.build();
  }

  @Test
  void what_fits_is_sent_with_each_call() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint());

    assertThat(plan.delivery()).isEqualTo(PolicyDelivery.INLINE);
    assertThat(plan.standing(Samples.ROLE)).isEmpty();
  }

  @Test
  void what_does_not_is_split_by_service_and_each_part_fits_the_longest_id() {
    PolicyPlan plan = PolicyPlan.of(everything(false));

    assertThat(plan.delivery()).isEqualTo(PolicyDelivery.SPLIT_BY_SERVICE);
    assertThat(plan.parts()).hasSizeBetween(2, 4);
    assertThat(plan.parts().stream().flatMap(part -> part.services().stream()))
        .doesNotHaveDuplicates()
        .contains("dynamodb", "s3", "sqs", "kms", "ses", "bedrock", "cognito-idp");
    assertThat(plan.parts())
        .allSatisfy(
            part -> {
              SessionPolicy policy = plan.restriction(part, LONGEST).policy().orElseThrow();
              assertThat(policy.characters()).isLessThanOrEqualTo(SessionPolicy.MAX_CHARACTERS);
              assertThat(part.services())
                  .allSatisfy(s -> assertThat(plan.partFor(s)).isEqualTo(part));
            });
    assertThat(plan.parts().stream().map(PolicyPart::name)).doesNotHaveDuplicates();
  }

  @Test
  void a_service_that_does_not_fit_by_itself_becomes_managed_policies() {
    PolicyPlan plan = PolicyPlan.of(buckets(40));

    assertThat(plan.delivery()).isEqualTo(PolicyDelivery.MANAGED_ARNS);
    assertThat(plan.parts()).hasSize(1);
    assertThat(plan.standing(Samples.ROLE))
        .hasSizeBetween(2, 10)
        .allSatisfy(
            policy -> {
              assertThat(policy.json()).hasSizeLessThanOrEqualTo(6_144);
              assertThat(policy.arn())
                  .startsWith("arn:aws:iam::111111111111:policy/leasehold-labs-");
            });
    SessionRestriction restriction = plan.restriction(plan.partFor("s3"), ACME);
    assertThat(restriction.policy()).isEmpty();
    assertThat(restriction.managedPolicies())
        .isEqualTo(plan.standing(Samples.ROLE).stream().map(StandingPolicy::arn).toList());
    assertThat(restriction.tags()).containsExactly(Map.entry("tenant", "acme"));
  }

  @Test
  void one_statement_of_more_becomes_the_policy_of_the_role() {
    PolicyPlan plan = PolicyPlan.of(tables(40, 150));

    assertThat(plan.delivery()).isEqualTo(PolicyDelivery.SESSION_TAGS);
    assertThat(plan.standing(Samples.ROLE))
        .singleElement()
        .satisfies(policy -> assertThat(policy.arn()).isEqualTo(Samples.ROLE))
        .satisfies(policy -> assertThat(policy.json()).hasSizeBetween(6_145, 10_240));
    assertThat(plan.restriction(plan.parts().get(0), ACME))
        .satisfies(r -> assertThat(r.policy()).isEmpty())
        .satisfies(r -> assertThat(r.managedPolicies()).isEmpty())
        .satisfies(r -> assertThat(r.tags()).containsExactly(Map.entry("tenant", "acme")));
  }

  @Test
  @Tag("attack-B16")
  void what_fits_nowhere_is_refused_with_the_characters_of_each_scope_and_part() {
    assertThatExceptionOfType(PolicyBudgetException.class)
        .isThrownBy(() -> PolicyPlan.of(tables(60, 150)))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo("LH-ISO-102");
              assertThat(e.characters()).isGreaterThan(10_240);
              assertThat(e.charactersByScope()).hasSize(60);
              assertThat(e.charactersByPart())
                  .containsKeys(
                      "INLINE all",
                      "SPLIT_BY_SERVICE dynamodb",
                      "MANAGED_ARNS all",
                      "SESSION_TAGS all")
                  .allSatisfy((part, size) -> assertThat(size).isGreaterThan(10_240));
            })
        .withMessageContaining("takes 10 of 6144")
        .withMessageContaining("takes 1 of 10240");
    assertThatExceptionOfType(PolicyBudgetException.class)
        .isThrownBy(() -> PolicyPlan.of(everything(false), PolicyDelivery.INLINE))
        .satisfies(e -> assertThat(e.charactersByPart()).containsOnlyKeys("INLINE all"));
  }

  @Test
  @Tag("attack-B16")
  void each_limit_is_kept_to_the_character() {
    for (PolicyDelivery delivery : PolicyDelivery.values()) {
      int limit =
          switch (delivery) {
            case INLINE, SPLIT_BY_SERVICE -> 2_048;
            case MANAGED_ARNS -> 6_144;
            case SESSION_TAGS -> 10_240;
          };
      assertThat(draft(delivery, limit).fits()).as(delivery + " %d", limit).isTrue();
      assertThat(draft(delivery, limit).characters()).isEqualTo(limit);
      assertThat(draft(delivery, limit + 1).fits()).as(delivery + " %d", limit + 1).isFalse();
    }
  }

  /** One statement that makes the text exactly that long. */
  private static PolicyDraft draft(PolicyDelivery delivery, int characters) {
    int shortest = new PolicyPlanner(oneQueue(1)).draft(delivery).characters();
    return new PolicyPlanner(oneQueue(1 + characters - shortest)).draft(delivery);
  }

  private static IsolationBlueprint oneQueue(int name) {
    Grant grant =
        new Grant(
            List.of("sqs:SendMessage"),
            List.of("arn:aws:sqs:eu-central-1:111111111111:" + "q".repeat(name) + "{T}"),
            Map.of());
    TenantResourceScope like = SqsQueueScope.prefixed("q");
    AwsPlace place = new AwsPlace("aws", "eu-central-1", "111111111111");
    return labs().allow(new CustomScope("queue", List.of(grant), like.ownership(place))).build();
  }

  @Test
  void ten_managed_policies_are_taken_and_eleven_are_not() {
    int most = 1;
    while (new PolicyPlanner(manyStatements(most + 1)).draft(PolicyDelivery.MANAGED_ARNS).fits()) {
      most++;
    }

    assertThat(PolicyPlan.of(manyStatements(most), PolicyDelivery.MANAGED_ARNS).standing("any"))
        .hasSize(10);
    int tooMany = most + 1;
    assertThatExceptionOfType(PolicyBudgetException.class)
        .isThrownBy(() -> PolicyPlan.of(manyStatements(tooMany), PolicyDelivery.MANAGED_ARNS))
        .satisfies(e -> assertThat(e.charactersByPart()).hasSize(11));
  }

  private static IsolationBlueprint manyStatements(int count) {
    IsolationBlueprint.Builder many = labs();
    AwsPlace place = new AwsPlace("aws", "eu-central-1", "111111111111");
    for (int i = 0; i < count; i++) {
      String queue = "arn:aws:sqs:eu-central-1:111111111111:%03d%s".formatted(i, "q".repeat(2_500));
      Grant grant =
          new Grant(
              List.of(i % 2 == 0 ? "sqs:SendMessage" : "sqs:ReceiveMessage"),
              List.of(queue),
              Map.of("StringEquals", Map.of("aws:PrincipalTag/n", "" + i)));
      many.allow(
          new CustomScope(
              "queue " + i, List.of(grant), SqsQueueScope.prefixed("q").ownership(place)));
    }
    return many.build();
  }

  @ParameterizedTest
  @EnumSource(PolicyDelivery.class)
  void no_delivery_adds_or_drops_a_statement(PolicyDelivery delivery) {
    for (boolean fenced : new boolean[] {false, true}) {
      PolicyPlanner planner = new PolicyPlanner(everything(fenced));
      PolicyDraft draft = planner.draft(delivery);
      List<String> delivered = new ArrayList<>();
      draft.parts().forEach(part -> part.texts().forEach(text -> delivered.add(text.json(ACME))));
      boolean eachPartHasItsFence = fenced && delivery == PolicyDelivery.SPLIT_BY_SERVICE;
      String whole = PolicyCompiler.template(everything(fenced)).json(ACME);

      assertThat(allows(delivered)).isEqualTo(allows(List.of(whole)));
      if (!eachPartHasItsFence) {
        assertThat(PolicyText.statements(delivered))
            .isEqualTo(PolicyText.statements(List.of(whole)));
      } else {
        assertThat(delivered).allSatisfy(part -> assertThat(part).containsOnlyOnce("NotResource"));
      }
    }
  }

  private static List<String> allows(List<String> policies) {
    return PolicyText.statements(policies).stream().filter(s -> s.contains("\"Allow\"")).toList();
  }

  static Stream<PolicyPlan> plans() {
    return Stream.of(
        PolicyPlan.of(everything(false), PolicyDelivery.SPLIT_BY_SERVICE),
        PolicyPlan.of(everything(true), PolicyDelivery.SPLIT_BY_SERVICE),
        PolicyPlan.of(everything(false), PolicyDelivery.MANAGED_ARNS),
        PolicyPlan.of(everything(true), PolicyDelivery.MANAGED_ARNS),
        PolicyPlan.of(everything(false), PolicyDelivery.SESSION_TAGS),
        PolicyPlan.of(
            labs()
                .allow(DynamoDbPooledScope.table("items"))
                .allow(SesTenantScope.from("example.com"))
                .fence()
                .build(),
            PolicyDelivery.SESSION_TAGS));
  }

  @Test
  void each_plan_is_proved_as_it_is_delivered() {
    assertThat(plans()).allSatisfy(p -> assertThat(p.prove()).isInstanceOf(Proof.Isolated.class));
  }

  @Test
  void a_leak_is_found_in_whichever_text_it_is() {
    PolicyDelivery[] deliveries = {PolicyDelivery.MANAGED_ARNS, PolicyDelivery.SESSION_TAGS};
    for (PolicyDelivery delivery : deliveries) {
      AwsPlace place = new AwsPlace("aws", "eu-central-1", "111111111111");
      Grant loose =
          new Grant(
              List.of("sqs:SendMessage"),
              List.of("arn:aws:sqs:eu-central-1:111111111111:orders-{T}*"),
              Map.of());
      IsolationBlueprint leaking =
          labs()
              .allow(S3PrefixScope.bucket("content"))
              .allow(
                  new CustomScope(
                      "queues", List.of(loose), SqsQueueScope.prefixed("orders-").ownership(place)))
              .build();
      assertThat(PolicyPlan.of(leaking, delivery).prove()).isInstanceOf(Proof.Leaks.class);
    }
  }

  @Test
  void a_standing_policy_has_the_variable_and_no_hole() {
    assertThat(plans().flatMap(plan -> plan.standing(Samples.ROLE).stream()))
        .isNotEmpty()
        .allSatisfy(
            policy ->
                assertThat(policy.json())
                    .contains("${aws:PrincipalTag/tenant}")
                    .doesNotContain(PolicyTemplate.HOLE));
  }

  @Test
  void the_name_of_a_managed_policy_changes_with_its_text() {
    String one = PolicyPlan.of(buckets(3), PolicyDelivery.MANAGED_ARNS).standing("r").get(0).arn();
    String other =
        PolicyPlan.of(buckets(4), PolicyDelivery.MANAGED_ARNS).standing("r").get(0).arn();

    assertThat(one)
        .isNotEqualTo(other)
        .isEqualTo(
            PolicyPlan.of(buckets(3), PolicyDelivery.MANAGED_ARNS).standing("r").get(0).arn());
  }

  @Test
  void a_service_that_no_part_knows_is_refused() {
    PolicyPlan split = PolicyPlan.of(everything(false), PolicyDelivery.SPLIT_BY_SERVICE);

    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> split.partFor("iam"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SERVICE))
        .satisfies(e -> assertThat(e.code()).isEqualTo("LH-ISO-134"))
        .withMessageContaining("dynamodb");
  }

  @Test
  @Tag("attack-A19")
  void a_tenant_whose_id_the_platform_keeps_gets_no_session() {
    PolicyPlan plan =
        PolicyPlan.of(
            labs().allow(S3PrefixScope.bucket("content")).reserve("shared", "public").build());

    assertThat(plan.restriction(plan.parts().get(0), ACME)).isNotNull();
    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> plan.restriction(plan.parts().get(0), TenantId.of("shared")))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.RESERVED_TENANT));
  }

  @Test
  void the_certificate_tells_deliveries_and_fences_apart() {
    List<String> texts =
        plans()
            .map(plan -> IsolationCertificate.of(plan, ActionCatalogue.bundled()))
            .peek(certificate -> assertThat(certificate.verdict()).isEqualTo("ISOLATED"))
            .map(IsolationCertificate::text)
            .toList();

    assertThat(texts).doesNotHaveDuplicates();
    assertThat(texts.get(5)).contains("delivery SESSION_TAGS\nfence yes\nreserved []\n");
    assertThat(
            IsolationCertificate.of(
                    labs().allow(S3PrefixScope.bucket("content")).reserve("b0", "a").build())
                .text())
        .contains("delivery INLINE\nfence no\nreserved [a, b0]\n");
  }
}
