package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opentest4j.AssertionFailedError;

/**
 * Somebody with the credentials of a tenant under a blueprint. The role behind them may do
 * everything, so what stops him is the blueprint.
 */
final class Intruder {

  static final PolicyDocument EVERYTHING =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final TenantId tenant;
  private final String session;
  private final PolicyStack stack;
  private final List<StatementOutline> statements;

  private Intruder(IsolationBlueprint blueprint, TenantId tenant) {
    PolicyDocument policy = PolicyCompiler.template(blueprint).of(tenant);
    this.tenant = tenant;
    this.session =
        "arn:%s:sts::%s:assumed-role/isolation-tck/%s"
            .formatted(blueprint.place().partition(), blueprint.place().account(), "t-" + tenant);
    this.stack = PolicyStack.builder().identity(EVERYTHING).session(policy).build();
    this.statements = StatementOutline.of(policy.json());
  }

  static Intruder of(IsolationBlueprint blueprint, TenantId tenant) {
    return new Intruder(blueprint, tenant);
  }

  TenantId tenant() {
    return tenant;
  }

  /** Whether that is allowed, with nothing in the request but these keys. */
  boolean may(String action, String resource, Map<String, List<String>> context) {
    return decide(action, resource, context).allowed();
  }

  private Decision decide(String action, String resource, Map<String, List<String>> context) {
    return new IamEvaluator().decide(stack, new AccessRequest(session, action, resource, context));
  }

  /**
   * Tries the action on the resource with those keys, and with whatever else the statements of the
   * policy that speak of the action ask for.
   *
   * @throws AssertionFailedError if one of them is allowed
   */
  void mustNot(
      String action, String resource, Map<String, List<String>> given, List<String> lacking) {
    for (Map<String, List<String>> wanted : wanted(action)) {
      Map<String, List<String>> context = new TreeMap<>(wanted);
      lacking.forEach(context::remove);
      context.putAll(given);
      Decision decision = decide(action, resource, context);
      if (decision.allowed()) {
        throw new AssertionFailedError(
            "tenant %s may %s on %s with %s, although that is not of this tenant"
                .formatted(tenant, action, resource, context));
      }
    }
  }

  /** Keys that please the statements about an action, and none at all. */
  private List<Map<String, List<String>>> wanted(String action) {
    List<Map<String, List<String>>> all = new ArrayList<>();
    all.add(Map.of());
    for (StatementOutline statement : statements) {
      if (statement.actions().stream().anyMatch(text -> Samples.fits(text, action))) {
        Map<String, List<String>> keys = new TreeMap<>();
        for (StatementOutline.Test test : statement.conditions()) {
          if (!test.operator().equals("Null") && !test.values().isEmpty()) {
            keys.put(test.key(), List.of(Samples.of(test.values().get(0)).get(0)));
          }
        }
        all.add(keys);
      }
    }
    return all;
  }
}
