package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.testkit.http.NeededPermission;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What belongs to a tenant under a blueprint. */
final class OwnedData {

  private static final String NOBODY = "arn:aws:sts::000000000000:assumed-role/isolation-tck/x";

  private final TenantId owner;
  private final List<Ownership> ownerships;

  private OwnedData(TenantId owner, List<Ownership> ownerships) {
    this.owner = owner;
    this.ownerships = ownerships;
  }

  static OwnedData of(IsolationBlueprint blueprint, TenantId owner) {
    return new OwnedData(
        owner,
        blueprint.scopes().stream().map(scope -> scope.ownership(blueprint.place())).toList());
  }

  /** Whether whoever uses that permission touches it. */
  boolean isTouchedBy(NeededPermission permission) {
    return ownerships.stream().anyMatch(ownership -> touches(ownership, permission));
  }

  private boolean touches(Ownership ownership, NeededPermission permission) {
    String action = permission.action().toLowerCase(Locale.ROOT);
    if (!action.startsWith(ownership.service() + ":")) {
      return false;
    }
    List<ForeignRequest> known =
        ownership.addressed().stream().filter(request -> names(request, action)).toList();
    List<ForeignRequest> candidates = known.isEmpty() ? List.of(ownership.whole()) : known;
    return candidates.stream().anyMatch(request -> fits(request, permission));
  }

  private static boolean names(ForeignRequest request, String action) {
    return request.actions().stream()
        .anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(action));
  }

  // The evaluator compares: a policy that allows just this.
  private boolean fits(ForeignRequest request, NeededPermission permission) {
    PolicyDocument policy =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"%s}}"
                .formatted(
                    permission.action(),
                    Samples.filled(request.resource(), owner),
                    conditions(request.keys())));
    PolicyStack stack = PolicyStack.builder().identity(policy).build();
    String account =
        permission.resource().startsWith("arn:") ? permission.resource().split(":", 6)[4] : "";
    String caller = account.isEmpty() ? NOBODY : NOBODY.replace("000000000000", account);
    return new IamEvaluator()
        .decide(
            stack,
            new AccessRequest(
                caller, permission.action(), permission.resource(), permission.context()))
        .allowed();
  }

  private String conditions(Map<String, KeyShape> keys) {
    List<String> tests = new ArrayList<>();
    keys.forEach(
        (key, shape) -> {
          if (shape instanceof KeyShape.Absent) {
            tests.add(test("Null", key, Set.of("true")));
          } else if (shape instanceof KeyShape.AmongSeveral several) {
            tests.add(
                test(
                    "ForAnyValue:StringLike",
                    key,
                    Set.of(Samples.filled(several.pattern(), owner))));
          } else if (shape instanceof KeyShape.Single single) {
            tests.add(test("StringLike", key, values(single)));
          }
        });
    return tests.isEmpty()
        ? ""
        : tests.stream().collect(Collectors.joining(",", ",\"Condition\":{", "}"));
  }

  private Set<String> values(KeyShape.Single single) {
    String filled = Samples.filled(single.pattern(), owner);
    Set<String> values = new LinkedHashSet<>();
    values.add(filled);
    if (single.prefixes()) {
      String literal = filled.replaceAll("[*?].*", "");
      for (int length = 1; length <= literal.length(); length++) {
        values.add(literal.substring(0, length));
      }
    }
    return values;
  }

  private static String test(String operator, String key, Set<String> values) {
    return "\"%s\":{\"%s\":[%s]}"
        .formatted(
            operator,
            key,
            values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",")));
  }
}
