package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.EveryScope;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.policy.PolicyDelivery;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.policy.StandingPolicy;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the prover says of all tenants under a template, the evaluator says of random pairs of them:
 * 500 pairs for each template of this library, 10,000 with {@code -Plong}.
 */
class TemplatePairsTest {

  private static final String ROLE = "arn:aws:iam::111111111111:role/Tenant";
  private static final int PAIRS = Boolean.getBoolean("leasehold.long") ? 10_000 : 500;

  @ParameterizedTest
  @MethodSource("scopes")
  void noPairOfTenantsMeetsUnderATemplateThatIsProved(TenantResourceScope scope) {
    Case proved = new Case(scope, PolicyCompiler.template(EveryScope.blueprint(scope)));

    assertThat(proved.verdict()).isInstanceOf(Proof.Isolated.class);
    assertThat(proved.allowed(PAIRS, RandomTenants::other))
        .as("requests of one tenant for another's data that are allowed")
        .isZero();
    // Else nothing would be shown: the same kind of request is allowed for one's own data.
    assertThat(proved.allowed(PAIRS, (tenants, one) -> one)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void pairsMeetUnderATemplateThatForgetsTheTenant(TenantResourceScope scope) {
    String json = PolicyCompiler.template(EveryScope.blueprint(scope)).json();
    Case forgetful =
        new Case(
            scope,
            new PolicyTemplate(
                json.replace(PolicyTemplate.HOLE, "*").replace("StringEquals", "StringLike")));

    assertThat(forgetful.verdict()).isInstanceOf(Proof.Leaks.class);
    assertThat(forgetful.allowed(PAIRS, RandomTenants::other)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void noPairOfTenantsMeetsAmongAllScopesTogether(TenantResourceScope scope) {
    Case proved = new Case(scope, PolicyCompiler.template(together()));

    assertThat(proved.allowed(PAIRS, RandomTenants::other)).isZero();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void noPairOfTenantsMeetsHoweverThePolicyIsDelivered(TenantResourceScope scope) {
    IsolationBlueprint blueprint = EveryScope.blueprint(scope);
    Ownership ownership = scope.ownership(blueprint.place());
    for (PolicyDelivery delivery : PolicyDelivery.values()) {
      PolicyPlan plan = PolicyPlan.of(blueprint, delivery);
      assertThat(plan.prove()).as(delivery.toString()).isInstanceOf(Proof.Isolated.class);
      Random random = new Random(scope.label().hashCode());
      RandomTenants tenants = new RandomTenants(random);
      RandomForeign foreign =
          new RandomForeign(random, PolicyCompiler.template(blueprint), ownership);
      int own = 0;
      for (int pair = 0; pair < PAIRS; pair++) {
        TenantId one = tenants.any();
        AccessRequest request = foreign.request(one, tenants.other(one));
        assertThat(isAllowed(plan, one, request)).as(delivery + " " + one + request).isFalse();
        own += isAllowed(plan, one, foreign.request(one, one)) ? 1 : 0;
      }
      assertThat(own).isPositive();
    }
  }

  private static boolean isAllowed(PolicyPlan plan, TenantId tenant, AccessRequest request) {
    AccessRequest tagged = request.with("aws:PrincipalTag/tenant", tenant.value());
    List<String> policies =
        plan.standing(ROLE).isEmpty()
            ? plan.parts().stream()
                .flatMap(part -> part.texts().stream())
                .map(text -> text.json(tenant))
                .toList()
            : plan.standing(ROLE).stream().map(StandingPolicy::json).toList();
    PolicyStack.Builder role = PolicyStack.builder();
    policies.forEach(policy -> role.identity(PolicyDocument.parse(policy)));
    return new IamEvaluator().decide(role.build(), tagged).allowed();
  }

  @Test
  void allScopesTogetherAreProved() {
    assertThat(together().prove()).isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void aTenantThatIsCalledLikeAFolderOfTenantsIsFound() {
    Proof proof =
        EveryScope.blueprint(
                S3PrefixScope.bucket("content"), S3PrefixScope.bucket("content").under("tenants/"))
            .prove();

    assertThat(proof).isInstanceOf(Proof.Leaks.class);
    Proof.Leaks leak = (Proof.Leaks) proof;
    assertThat(List.of(leak.attacker().value(), leak.victim().value())).contains("tenants");
  }

  @Test
  void noKindOfScopeIsForgottenHere() {
    assertThat(EveryScope.all().map(Object::getClass).collect(Collectors.toSet()))
        .containsAll(Arrays.asList(TenantResourceScope.class.getPermittedSubclasses()));
  }

  private static IsolationBlueprint together() {
    return EveryScope.blueprint(EveryScope.all().toArray(TenantResourceScope[]::new));
  }

  static Stream<TenantResourceScope> scopes() {
    return EveryScope.all();
  }

  /** A template next to what belongs to whom. */
  private record Case(TenantResourceScope scope, PolicyTemplate template) {

    Ownership ownership() {
      return scope.ownership(EveryScope.blueprint(scope).place());
    }

    Proof verdict() {
      return IsolationProver.prove(template, List.of(ownership()));
    }

    int allowed(int pairs, BiFunction<RandomTenants, TenantId, TenantId> whose) {
      Random random = new Random(scope.label().hashCode());
      RandomTenants tenants = new RandomTenants(random);
      RandomForeign foreign = new RandomForeign(random, template, ownership());
      int allowed = 0;
      for (int pair = 0; pair < pairs; pair++) {
        TenantId attacker = tenants.any();
        AccessRequest request = foreign.request(attacker, whose.apply(tenants, attacker));
        allowed += Suspicion.decide(template, attacker, request).allowed() ? 1 : 0;
      }
      return allowed;
    }
  }
}
