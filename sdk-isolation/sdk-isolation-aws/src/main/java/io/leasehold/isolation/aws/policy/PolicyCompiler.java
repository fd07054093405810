package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compiles blueprints into policies. Stateless and thread-safe. */
public final class PolicyCompiler {

  private PolicyCompiler() {}

  /**
   * The policy of every tenant, with a hole for the id. Statements that differ only in their
   * resource are joined. What our own strict reader does not take is no template.
   *
   * @throws PolicyPlanException if the blueprint asks for a fence that cannot be built
   */
  public static PolicyTemplate template(IsolationBlueprint blueprint) {
    return template(grants(blueprint), blueprint.fenced());
  }

  /** The same for some grants only. */
  static PolicyTemplate template(List<Grant> grants, boolean fenced) {
    return new PolicyTemplate(PolicyJson.policy(PolicyJson.statements(grants, fenced)));
  }

  /** All grants of a blueprint, joined where only their resources differ. */
  static List<Grant> grants(IsolationBlueprint blueprint) {
    List<Grant> grants = new ArrayList<>();
    for (TenantResourceScope scope : blueprint.scopes()) {
      scope.grants(blueprint.place()).forEach(grant -> add(grants, grant));
    }
    return grants;
  }

  /**
   * The session policy of one tenant.
   *
   * @throws PolicyBudgetException if it is longer than STS takes
   */
  public static SessionPolicy compile(IsolationBlueprint blueprint, TenantId tenant) {
    SessionPolicy policy = new SessionPolicy(template(blueprint).json(tenant));
    if (policy.characters() > SessionPolicy.MAX_CHARACTERS) {
      throw new PolicyBudgetException(
          blueprint.name(), policy.characters(), charactersByScope(blueprint, tenant));
    }
    return policy;
  }

  /** The length of each scope's statements by themselves, by the scope's label. */
  static Map<String, Integer> charactersByScope(IsolationBlueprint blueprint, TenantId tenant) {
    Map<String, Integer> byScope = new LinkedHashMap<>();
    for (TenantResourceScope scope : blueprint.scopes()) {
      String own =
          PolicyJson.list(
              PolicyJson.statements(scope.grants(blueprint.place()), blueprint.fenced()));
      byScope.put(scope.label(), own.replace(TenantResourceScope.TENANT, tenant.value()).length());
    }
    return byScope;
  }

  private static void add(List<Grant> grants, Grant grant) {
    for (int i = 0; i < grants.size(); i++) {
      if (joins(grants.get(i), grant)) {
        grants.set(i, join(grants.get(i), grant));
        return;
      }
    }
    grants.add(grant);
  }

  /** Whether both allow the same under the same conditions, so that their resources may join. */
  static boolean joins(Grant one, Grant other) {
    return one.actions().equals(other.actions()) && one.conditions().equals(other.conditions());
  }

  /** What the one allows, on the resources of both. */
  private static Grant join(Grant one, Grant other) {
    Set<String> both = new TreeSet<>(one.resources());
    both.addAll(other.resources());
    return new Grant(one.actions(), List.copyOf(both), one.conditions());
  }
}
