package io.leasehold.isolation.explain;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.session.OnBehalfOf;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.Obstacle;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says why AWS denied a tenant's request: reads the message, evaluates the request against the
 * tenant's policy here, and names statement and condition. Immutable and thread-safe.
 *
 * <pre>{@code
 * ExplainedDenial why = explainer.explain(
 *     acme, e.awsErrorDetails().errorMessage(), Map.of("dynamodb:LeadingKeys", List.of("globex")));
 * // dynamodb:GetItem on arn:aws:dynamodb:...:table/activity for tenant acme: session policy,
 * // statement #2 (table activity), condition ForAllValues:StringEquals dynamodb:LeadingKeys:
 * // got [globex], wanted [acme]
 * log.warn(why.forOperator());
 * problem.detail(why.forTenant());   // ...: got [another value], wanted [acme]
 * }</pre>
 */
public final class AccessDeniedExplainer {

  private static final PolicyDocument ANYTHING =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
  // API Gateway shows only the end of the account.
  private static final Pattern MASKED_ACCOUNT = Pattern.compile(":\\*{8}(\\d{4}):");
  private static final String ASK = "; ask the operator of this service";

  private final IsolationBlueprint blueprint;
  private final PolicyTemplate template;
  private final ScopeLabels scopes;

  private AccessDeniedExplainer(IsolationBlueprint blueprint) {
    this.blueprint = Objects.requireNonNull(blueprint, "blueprint");
    this.template = PolicyCompiler.template(blueprint);
    this.scopes = new ScopeLabels(blueprint);
  }

  /** Explains what tenants may not do under the blueprint, in whichever way it is delivered. */
  public static AccessDeniedExplainer of(IsolationBlueprint blueprint) {
    return new AccessDeniedExplainer(blueprint);
  }

  /**
   * Explains by the message alone. It does not tell the values of condition keys, so neither does
   * the explanation.
   *
   * @param message of the service; what the SDK appends does not disturb
   */
  public ExplainedDenial explain(TenantId tenant, String message) {
    return explain(tenant, message, null);
  }

  /**
   * Explains by the message and the condition keys of the request.
   *
   * @param context all keys that the request carried, such as {@code dynamodb:LeadingKeys}
   */
  public ExplainedDenial explain(
      TenantId tenant, String message, @Nullable Map<String, List<String>> context) {
    Optional<DenialMessage> read = DenialMessage.read(message);
    if (read.isEmpty()) {
      return new ExplainedDenial(
          tenant,
          DenialCause.UNREADABLE,
          read,
          List.of(),
          "AWS does not tell which action of tenant %s it denied: %s"
              .formatted(tenant, Plain.text(message)),
          "the request was denied" + ASK);
    }
    DenialMessage said = read.get();
    if (isOfAnother(said, tenant)) {
      return new ExplainedDenial(
          tenant,
          DenialCause.OTHER_PRINCIPAL,
          read,
          List.of(),
          "a request of tenant %s was made as %s: something signs as another"
              .formatted(tenant, Plain.text(said.principal())),
          "the request was denied" + ASK);
    }
    return explain(tenant, said, context);
  }

  private ExplainedDenial explain(
      TenantId tenant, DenialMessage said, @Nullable Map<String, List<String>> context) {
    AccessRequest request = request(said, context == null ? Map.of() : context);
    PolicyStack stack =
        PolicyStack.builder().identity(ANYTHING).session(template.of(tenant)).build();
    List<Obstacle> obstacles = own(new IamEvaluator().obstacles(stack, request));
    String head =
        "%s on %s for tenant %s: ".formatted(said.action(), Plain.text(said.resource()), tenant);
    String hiddenHead = "%s for tenant %s: ".formatted(said.action(), tenant);
    if (obstacles.isEmpty()) {
      return new ExplainedDenial(
          tenant,
          DenialCause.ELSEWHERE,
          Optional.of(said),
          obstacles,
          head + elsewhere(said),
          hiddenHead + "the tenant's policy allows it, and something else does not" + ASK);
    }
    boolean known = context != null;
    return new ExplainedDenial(
        tenant,
        cause(obstacles.get(0)),
        Optional.of(said),
        obstacles,
        head + new DenialWords(tenant, scopes, request, known, false).of(obstacles) + aws(said),
        hiddenHead + new DenialWords(tenant, scopes, request, known, true).of(obstacles));
  }

  /** A thing in another account is also a matter of its own policy, which is not known here. */
  private static List<Obstacle> own(List<Obstacle> all) {
    List<Obstacle> own = all.stream().filter(o -> o.policy().equals("session policy")).toList();
    return own.isEmpty() ? all : own;
  }

  private AccessRequest request(DenialMessage said, Map<String, List<String>> context) {
    Matcher masked = MASKED_ACCOUNT.matcher(said.resource());
    String account = blueprint.place().account();
    String resource =
        masked.find() && account.endsWith(masked.group(1))
            ? masked.replaceFirst(":" + account + ":")
            : said.resource();
    return new AccessRequest(said.principal(), said.action(), resource, context);
  }

  /** Whether the session has the name that the vendor gives to those of another tenant. */
  private static boolean isOfAnother(DenialMessage said, TenantId tenant) {
    return said.sessionName()
        .flatMap(OnBehalfOf::bySessionName)
        .filter(whose -> !whose.equals(tenant))
        .isPresent();
  }

  private static DenialCause cause(Obstacle first) {
    return switch (first.kind()) {
      case DENIED -> DenialCause.DENIED;
      case ACTION -> DenialCause.ACTION_NOT_GRANTED;
      case RESOURCE -> DenialCause.OTHER_RESOURCE;
      case CONDITION -> DenialCause.CONDITION_NOT_MET;
      case PRINCIPAL -> DenialCause.ELSEWHERE;
    };
  }

  private static String aws(DenialMessage said) {
    return said.policy()
        .map(
            kind ->
                " (AWS: %s in a %s)".formatted(said.explicit() ? "denied" : "not allowed", kind))
        .orElse("");
  }

  private static String elsewhere(DenialMessage said) {
    String allowed = "the tenant's policy allows it as it is now; ";
    String kind = said.policy().orElse("");
    return allowed
        + switch (kind) {
          case "session policy" ->
              "AWS names the session policy, so the session has an older one, or the request had keys"
                  + " that were not given here; forget the tenant's credentials and try again";
          case "identity-based policy" -> "look at the policies of the role itself";
          case "permissions boundary" -> "look at the permissions boundary of the role";
          case "resource-based policy" -> "look at the policy of the thing, or of its key";
          case "service control policy", "resource control policy" ->
              "look at the organization's policies";
          case "VPC endpoint policy" -> "look at the policy of the VPC endpoint";
          default -> "AWS does not tell which other policy was in the way";
        }
        + said.policyArn().map(arn -> ": " + Plain.text(arn)).orElse("");
  }
}
