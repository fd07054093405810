package io.leasehold.isolation.aws;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles blueprints into session policies. Stateless and thread-safe. */
public final class PolicyCompiler {

  private PolicyCompiler() {}

  /**
   * The session policy of one tenant. Statements that differ only in their resource are joined.
   *
   * @throws PolicyBudgetException if it is longer than STS takes
   */
  public static SessionPolicy compile(IsolationBlueprint blueprint, TenantId tenant) {
    List<Grant> grants = new ArrayList<>();
    Map<String, Integer> byScope = new LinkedHashMap<>();
    for (TenantResourceScope scope : blueprint.scopes()) {
      List<Grant> own = scope.grants(blueprint.place(), tenant);
      byScope.put(scope.label(), PolicyJson.statements(own).length());
      own.forEach(grant -> add(grants, grant));
    }
    SessionPolicy policy = new SessionPolicy(PolicyJson.policy(grants));
    if (policy.characters() > SessionPolicy.MAX_CHARACTERS) {
      throw new PolicyBudgetException(blueprint.name(), policy.characters(), byScope);
    }
    // What our own strict reader does not take is never sent.
    PolicyDocument.parse(policy.json());
    return policy;
  }

  private static void add(List<Grant> grants, Grant grant) {
    for (int i = 0; i < grants.size(); i++) {
      if (grants.get(i).joins(grant)) {
        grants.set(i, grants.get(i).join(grant));
        return;
      }
    }
    grants.add(grant);
  }
}
