package io.leasehold.isolation.aws;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the sessions of all tenants are narrowed down to a blueprint. Immutable and thread-safe.
 *
 * <p>A plan never allows more than its blueprint: what does not fit is refused.
 */
public final class PolicyPlan {

  private static final TenantId LONGEST_TENANT = TenantId.of("x".repeat(63));

  private final IsolationBlueprint blueprint;
  private final PolicyDelivery delivery;
  private final List<PolicyPart> parts;

  private PolicyPlan(
      IsolationBlueprint blueprint, PolicyDelivery delivery, List<PolicyPart> parts) {
    this.blueprint = blueprint;
    this.delivery = delivery;
    this.parts = List.copyOf(parts);
  }

  /**
   * The plan by the delivery that changes least of those that fit the longest tenant id.
   *
   * @throws PolicyBudgetException if none does
   */
  public static PolicyPlan of(IsolationBlueprint blueprint) {
    return of(blueprint, PolicyDelivery.INLINE);
  }

  /**
   * The plan by that delivery.
   *
   * @throws PolicyBudgetException if the longest tenant id does not fit
   */
  public static PolicyPlan of(IsolationBlueprint blueprint, PolicyDelivery delivery) {
    if (delivery != PolicyDelivery.INLINE) {
      throw new UnsupportedOperationException(delivery + " is not planned yet");
    }
    SessionPolicy longest = PolicyCompiler.compile(blueprint, LONGEST_TENANT);
    assert longest.characters() <= SessionPolicy.MAX_CHARACTERS;
    Set<String> services = new TreeSet<>();
    for (TenantResourceScope scope : blueprint.scopes()) {
      scope
          .grants(blueprint.place())
          .forEach(
              grant -> grant.actions().forEach(action -> services.add(action.split(":", 2)[0])));
    }
    return new PolicyPlan(
        blueprint,
        delivery,
        List.of(new PolicyPart("all", services, List.of(PolicyCompiler.template(blueprint)))));
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
   * @throws IllegalArgumentException if the blueprint allows nothing of the service
   */
  public PolicyPart partFor(String service) {
    return parts.size() == 1
        ? parts.get(0)
        : parts.stream()
            .filter(part -> part.services().contains(service))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "blueprint %s allows nothing of service %s"
                            .formatted(blueprint.name(), service)));
  }

  /** What the AssumeRole call for that part of the tenant's sessions carries. */
  public SessionRestriction restriction(PolicyPart part, TenantId tenant) {
    return SessionRestriction.inline(new SessionPolicy(part.texts().get(0).json(tenant)));
  }

  /**
   * Checks, proves and refuses: to be called once, before the first session is opened.
   *
   * @param catalogue what AWS documents of its actions
   * @param role the ARN of the role that sessions assume
   * @throws UncheckedBlueprintException if AWS does not mean what the policy says
   * @throws UnprovenBlueprintException if a leak was found, or nothing could be shown
   */
  void require(ActionCatalogue catalogue, String role) {
    blueprint.requireProof(catalogue);
  }
}
