package io.leasehold.localaws.internal.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.localaws.internal.wire.Json;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides requests with the policies of all levels, through the SDK's own evaluator. */
public final class Authorizer {

  private final IamEvaluator evaluator = new IamEvaluator();
  private final PolicySource policies;
  private final ServiceControl organization;
  private final Clock clock;

  /** Creates the authorizer. */
  public Authorizer(PolicySource policies, ServiceControl organization, Clock clock) {
    this.policies = policies;
    this.organization = organization;
    this.clock = clock;
  }

  /**
   * Requires that the caller may do this.
   *
   * @param context the condition keys of the operation; the {@code aws:} keys are added here
   * @throws AccessDenied if not
   */
  public void require(
      Authenticated call, String action, String resource, Map<String, List<String>> context) {
    decide(call, action, resource, context, null);
  }

  private void decide(
      Authenticated call,
      String action,
      String resource,
      Map<String, List<String>> context,
      @Nullable PolicyDocument resourcePolicy) {
    Principal principal = call.principal();
    if (organization.suspended(principal.accountId())) {
      throw new AccessDenied(principal, action, resource, "the account is suspended");
    }
    PolicySource.Grants grants = policies.of(principal);
    PolicyStack.Builder stack = PolicyStack.builder().boundary(grants.boundary());
    grants.identity().forEach(stack::identity);
    if (principal instanceof Principal.Session session) {
      stack.session(session.policy());
    }
    if (resourcePolicy != null) {
      stack.resource(resourcePolicy);
    }
    organization.levels(principal.accountId()).forEach(stack::serviceControl);
    Decision decision = evaluator.decide(stack.build(), request(call, action, resource, context));
    if (decision instanceof Decision.Denied denied) {
      throw new AccessDenied(principal, action, resource, reason(denied));
    }
  }

  /**
   * Requires that the caller may assume a role: the role has to trust the caller, and the caller's
   * own policies have to allow it, unless the role is in the same account and names the caller.
   *
   * @param trust the trust policy; null if there is no such role, which is refused the same way
   * @throws AccessDenied if not
   */
  public void requireAssumable(
      Authenticated call,
      @Nullable PolicyDocument trust,
      String action,
      String roleArn,
      Map<String, List<String>> context) {
    Principal principal = call.principal();
    if (trust == null
        || !evaluator.trusts(trust, request(call, action, roleArn, context))
        || organization.suspended(accountOf(roleArn))) {
      throw new AccessDenied(principal, action, roleArn, "");
    }
    // Inside an account the trust policy counts as a resource policy: naming the caller suffices.
    boolean sameAccount = accountOf(roleArn).equals(principal.accountId());
    decide(call, action, roleArn, context, sameAccount ? asResourcePolicy(trust) : null);
  }

  /**
   * Whether a role lets the users of an identity provider in. Only a statement that names the
   * provider counts; one that names an account or everybody is none of them.
   *
   * @param context the condition keys, those of the token among them
   */
  public boolean trustsProvider(
      PolicyDocument trust,
      String providerArn,
      String action,
      String roleArn,
      Map<String, List<String>> context) {
    if (organization.suspended(accountOf(roleArn))) {
      return false;
    }
    ObjectNode policy = Json.read(trust.json());
    JsonNode statements = policy.path("Statement");
    ArrayNode kept = policy.putArray("Statement");
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      boolean deny = statement.path("Effect").asText().equals("Deny");
      if (deny || statement.path("Principal").has("Federated")) {
        kept.add(deny ? statement : federated(statement));
      }
    }
    Map<String, List<String>> all = new HashMap<>(context);
    all.put("aws:CurrentTime", List.of(clock.instant().toString()));
    all.put("aws:EpochTime", List.of(Long.toString(clock.instant().getEpochSecond())));
    all.put("aws:SourceIp", List.of("127.0.0.1"));
    all.put("aws:SecureTransport", List.of("true"));
    return !kept.isEmpty()
        && evaluator.trusts(
            PolicyDocument.parse(Json.write(policy)),
            new AccessRequest(providerArn, action, roleArn, all));
  }

  private static ObjectNode federated(JsonNode statement) {
    ObjectNode copy = statement.deepCopy();
    JsonNode providers = copy.path("Principal").path("Federated");
    copy.putObject("Principal").set("Federated", providers);
    return copy;
  }

  private static PolicyDocument asResourcePolicy(PolicyDocument trust) {
    ObjectNode policy = Json.read(trust.json());
    JsonNode statements = policy.path("Statement");
    (statements.isArray() ? statements : List.of(statements))
        .forEach(statement -> ((ObjectNode) statement).put("Resource", "*"));
    return PolicyDocument.parse(Json.write(policy));
  }

  private static String accountOf(String arn) {
    return arn.split(":", 6)[4];
  }

  private static String reason(Decision.Denied denied) {
    return (denied.explicit() ? "with " : "because ") + denied.explanation();
  }

  private AccessRequest request(
      Authenticated call, String action, String resource, Map<String, List<String>> context) {
    Principal principal = call.principal();
    Map<String, List<String>> all = new HashMap<>();
    all.put("aws:CurrentTime", List.of(clock.instant().toString()));
    all.put("aws:EpochTime", List.of(Long.toString(clock.instant().getEpochSecond())));
    all.put("aws:PrincipalArn", List.of(principal.principalArn()));
    all.put("aws:PrincipalAccount", List.of(principal.accountId()));
    all.put("aws:PrincipalOrgID", List.of(organization.organizationId()));
    all.put("aws:userid", List.of(principal.userId()));
    all.put("aws:RequestedRegion", List.of(call.region()));
    all.put("aws:ResourceAccount", List.of(principal.accountId()));
    all.put("aws:SourceIp", List.of("127.0.0.1"));
    // Loopback HTTP stands for the TLS of AWS; a policy that demands TLS is to be testable.
    all.put("aws:SecureTransport", List.of("true"));
    all.put("aws:PrincipalIsAWSService", List.of("false"));
    call.request().header("User-Agent").ifPresent(a -> all.put("aws:UserAgent", List.of(a)));
    if (principal instanceof Principal.Session session) {
      all.put("aws:PrincipalType", List.of("AssumedRole"));
      all.put("aws:TokenIssueTime", List.of(session.issuedAt().toString()));
      session.sourceIdentity().ifPresent(id -> all.put("aws:SourceIdentity", List.of(id)));
    } else if (principal instanceof Principal.User user) {
      all.put("aws:PrincipalType", List.of("User"));
      all.put("aws:username", List.of(user.name()));
    }
    principal.tags().forEach((key, value) -> all.put("aws:PrincipalTag/" + key, List.of(value)));
    all.putAll(context);
    return new AccessRequest(principal.arn(), action, resource, all);
  }
}
