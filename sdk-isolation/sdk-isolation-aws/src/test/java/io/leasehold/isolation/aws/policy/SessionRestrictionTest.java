package io.leasehold.isolation.aws.policy;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionRestrictionTest {

  private static SessionRestriction of(List<String> managed, Map<String, String> tags) {
    return new SessionRestriction(Optional.empty(), managed, tags);
  }

  @Test
  @Tag("attack-C01")
  void one_that_restricts_nothing_is_none() {
    assertThatThrownBy(() -> of(List.of(), Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("attack-C08")
  void tags_that_differ_only_in_case_are_refused() {
    assertThatThrownBy(() -> of(List.of(), Map.of("tenant", "acme", "Tenant", "globex")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equal_restrictions_have_equal_digests_and_others_have_others() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint());
    PolicyPart part = plan.partFor("dynamodb");

    assertThat(plan.restriction(part, ACME).digest())
        .matches("[0-9a-f]{64}")
        .isEqualTo(plan.restriction(part, ACME).digest())
        .isNotEqualTo(plan.restriction(part, GLOBEX).digest());
    assertThat(of(List.of("a", "b"), Map.of()).digest())
        .isNotEqualTo(of(List.of("a"), Map.of("b", "")).digest())
        .isNotEqualTo(of(List.of("ab"), Map.of()).digest())
        .isNotEqualTo(of(List.of(), Map.of("a", "b")).digest());
  }

  @Test
  void the_inline_plan_sends_the_policy_of_the_blueprint() {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint());

    assertThat(plan.parts()).hasSize(1);
    assertThat(plan.parts().get(0).services()).containsExactly("dynamodb", "s3");
    assertThat(plan.restriction(plan.partFor("s3"), ACME))
        .isEqualTo(SessionRestriction.inline(PolicyCompiler.compile(Samples.blueprint(), ACME)));
  }
}
