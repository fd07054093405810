package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.policy.PolicyPart;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways to a tenant's sessions, one for each part of the plan. Immutable and thread-safe. */
final class VendingPaths {

  private final String blueprint;
  private final Map<VendingPath, PolicyPart> parts = new LinkedHashMap<>();
  private final @Nullable VendingPath only;

  VendingPaths(PolicyPlan plan, Function<PolicyPart, VendingPath> path) {
    blueprint = plan.blueprint().name();
    plan.parts().forEach(part -> parts.put(path.apply(part), part));
    only = parts.size() == 1 ? parts.keySet().iterator().next() : null;
  }

  /** The way to the session that works with the service; null if there is none. */
  @Nullable VendingPath find(Optional<String> service) {
    if (only != null) {
      return only;
    }
    for (Map.Entry<VendingPath, PolicyPart> entry : parts.entrySet()) {
      if (service.isPresent() && entry.getValue().services().contains(service.get())) {
        return entry.getKey();
      }
    }
    return null;
  }

  String complaint(Optional<String> service) {
    return service
        .map(named -> "blueprint %s allows nothing of service %s".formatted(blueprint, named))
        .orElse(
            "blueprint %s is split by service; say in the request which one".formatted(blueprint));
  }

  PolicyPart part(VendingPath path) {
    PolicyPart part = parts.get(path);
    if (part == null) {
      throw new IllegalStateException("a session of another vendor");
    }
    return part;
  }

  Set<VendingPath> all() {
    return parts.keySet();
  }

  boolean has(VendingPath path) {
    return parts.containsKey(path);
  }
}
