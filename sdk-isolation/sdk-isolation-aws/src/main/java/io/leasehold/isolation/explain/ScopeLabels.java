package io.leasehold.isolation.explain;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which scopes of a blueprint a statement of its policy comes from. */
final class ScopeLabels {

  private final Map<String, String> byStatement = new HashMap<>();

  ScopeLabels(IsolationBlueprint blueprint) {
    List<StatementOutline> statements = PolicyCompiler.template(blueprint).statements();
    for (int i = 0; i < statements.size(); i++) {
      List<String> resources = statements.get(i).resources();
      List<String> labels = new ArrayList<>();
      for (TenantResourceScope scope : blueprint.scopes()) {
        boolean from =
            scope.grants(blueprint.place()).stream()
                .anyMatch(grant -> !Collections.disjoint(grant.resources(), resources));
        if (from) {
          labels.add(scope.label());
        }
      }
      byStatement.put(
          "statement #" + (i + 1), labels.stream().collect(Collectors.joining(", ", " (", ")")));
    }
  }

  /** The statement with its scopes. */
  String of(String statement) {
    return statement + byStatement.getOrDefault(statement, "");
  }
}
