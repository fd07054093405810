package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the sessions of all tenants are narrowed down to a blueprint. Immutable and thread-safe.
 *
 * <p>A plan never allows more than its blueprint, nor less: what does not fit is refused.
 */
public final class PolicyPlan {

  private final IsolationBlueprint blueprint;
  private final PolicyDelivery delivery;
  private final List<PolicyPart> parts;
  private final List<StandingPolicy> managed;

  private PolicyPlan(IsolationBlueprint blueprint, PolicyDraft draft) {
    this.blueprint = blueprint;
    this.delivery = draft.delivery();
    this.parts = draft.parts();
    this.managed = delivery == PolicyDelivery.MANAGED_ARNS ? managed() : List.of();
  }

  /**
   * The plan by the delivery that changes least of those that fit the longest tenant id.
   *
   * @throws PolicyBudgetException if none does
   * @throws PolicyPlanException if the blueprint asks for a fence that cannot be built
   */
  public static PolicyPlan of(IsolationBlueprint blueprint) {
    return of(blueprint, List.of(PolicyDelivery.values()));
  }

  /**
   * The plan by that delivery.
   *
   * @throws PolicyBudgetException if the longest tenant id does not fit
   * @throws PolicyPlanException if the blueprint asks for a fence that cannot be built
   */
  public static PolicyPlan of(IsolationBlueprint blueprint, PolicyDelivery delivery) {
    return of(blueprint, List.of(delivery));
  }

  private static PolicyPlan of(IsolationBlueprint blueprint, List<PolicyDelivery> deliveries) {
    PolicyPlanner planner = new PolicyPlanner(blueprint);
    List<PolicyDraft> tried = new ArrayList<>();
    for (PolicyDelivery delivery : deliveries) {
      PolicyDraft draft = planner.draft(delivery);
      if (draft.fits()) {
        return new PolicyPlan(blueprint, draft);
      }
      tried.add(draft);
    }
    throw new PolicyBudgetException(
        blueprint.name(),
        tried,
        PolicyCompiler.charactersByScope(blueprint, PolicyDraft.LONGEST_TENANT));
  }

  /** What it delivers. */
  public IsolationBlueprint blueprint() {
    return blueprint;
  }

  /** In which way. */
  public PolicyDelivery delivery() {
    return delivery;
  }

  /** One for each session that a tenant may need; a single one unless the blueprint is split. */
  public List<PolicyPart> parts() {
    return parts;
  }

  /**
   * The part whose session works with a service. Where there is one part it is that one, whatever
   * the service.
   *
   * @param service the prefix of its actions, such as {@code dynamodb}
   * @throws PolicyPlanException if the blueprint allows nothing of the service
   */
  public PolicyPart partFor(String service) {
    return parts.size() == 1
        ? parts.get(0)
        : parts.stream()
            .filter(part -> part.services().contains(service))
            .findFirst()
            .orElseThrow(
                () ->
                    new PolicyPlanException(
                        Reason.UNKNOWN_SERVICE,
                        "blueprint %s allows nothing of service %s; it knows %s"
                            .formatted(
                                blueprint.name(),
                                service,
                                parts.stream().flatMap(p -> p.services().stream()).toList())));
  }

  /**
   * What the AssumeRole call for that part of the tenant's sessions carries.
   *
   * @throws PolicyPlanException if the id is reserved
   */
  public SessionRestriction restriction(PolicyPart part, TenantId tenant) {
    if (blueprint.reserved().contains(tenant)) {
      throw new PolicyPlanException(
          Reason.RESERVED_TENANT,
          "blueprint %s keeps the id %s for the platform".formatted(blueprint.name(), tenant));
    }
    return switch (delivery) {
      case INLINE, SPLIT_BY_SERVICE ->
          SessionRestriction.inline(new SessionPolicy(part.texts().get(0).json(tenant)));
      case MANAGED_ARNS ->
          new SessionRestriction(
              Optional.empty(), managed.stream().map(StandingPolicy::arn).toList(), tag(tenant));
      case SESSION_TAGS -> new SessionRestriction(Optional.empty(), List.of(), tag(tenant));
    };
  }

  private static Map<String, String> tag(TenantId tenant) {
    return Map.of(TenantTag.KEY, tenant.value());
  }

  /**
   * What has to stand in the account before the first session: managed policies, or the only policy
   * of the role. Nothing where each call carries its policy.
   *
   * @param role the ARN of the role that sessions assume
   */
  public List<StandingPolicy> standing(String role) {
    return delivery == PolicyDelivery.SESSION_TAGS
        ? List.of(new StandingPolicy(role, TenantTag.text(parts.get(0).texts().get(0))))
        : managed;
  }

  // The name changes with the text, so that a new one never takes the place of one in use.
  private List<StandingPolicy> managed() {
    List<StandingPolicy> policies = new ArrayList<>();
    for (PolicyTemplate template : parts.get(0).texts()) {
      String text = TenantTag.text(template);
      String name =
          "leasehold-%s-%d-%s"
              .formatted(
                  blueprint.name(),
                  policies.size() + 1,
                  new SessionPolicy(text).digest().substring(0, 16));
      AwsPlace place = blueprint.place();
      policies.add(
          new StandingPolicy(
              "arn:%s:iam::%s:policy/%s".formatted(place.partition(), place.account(), name),
              text));
    }
    return List.copyOf(policies);
  }

  /**
   * The trust policy of a role whose sessions carry the tag of their tenant: for one caller, with
   * that tag and no other.
   *
   * @param platform the ARN of the role or user that opens sessions
   * @param externalId what it has to say besides, if anything
   */
  public static String trustPolicy(String platform, @Nullable String externalId) {
    return TenantTag.trust(platform, externalId);
  }

  /** Tries to prove what is delivered, each text by itself. */
  public Proof prove() {
    int searches = 0;
    for (PolicyTemplate text : delivered().toList()) {
      Proof proof = IsolationProver.prove(text, blueprint.ownerships());
      if (!(proof instanceof Proof.Isolated isolated)) {
        return proof;
      }
      searches += isolated.searches();
    }
    return new Proof.Isolated(searches);
  }

  /** The texts as they are delivered, with the hole where AWS or we put the tenant. */
  Stream<PolicyTemplate> delivered() {
    return parts.stream()
        .flatMap(part -> part.texts().stream())
        .map(text -> delivery.byTag() ? TenantTag.template(TenantTag.text(text)) : text);
  }

  /**
   * Checks, proves and refuses: to be called once, before the first session is opened.
   *
   * @param catalogue what AWS documents of its actions
   * @param role the ARN of the role that sessions assume
   * @param source reads what stands in the account; needed only if something has to
   * @throws UncheckedBlueprintException if AWS does not mean what the policy says
   * @throws UnprovenBlueprintException if a leak was found, or nothing could be shown
   * @throws PolicyPlanException if the account is not prepared for the plan
   */
  public void require(ActionCatalogue catalogue, String role, @Nullable RolePolicySource source) {
    blueprint.requireChecked(catalogue);
    Proof proof = prove();
    if (!(proof instanceof Proof.Isolated)) {
      throw new UnprovenBlueprintException(blueprint.name(), proof);
    }
    new Preparation(this, role).require(source);
  }
}
