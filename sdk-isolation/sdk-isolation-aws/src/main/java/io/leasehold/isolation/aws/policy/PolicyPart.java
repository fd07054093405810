package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.proof.PolicyTemplate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one session of a tenant may do, out of a {@link PolicyPlan}. Immutable and thread-safe.
 *
 * @param name tells it from the other parts of its plan
 * @param services the prefixes of the actions, such as {@code dynamodb}
 * @param texts its policies with the hole for the tenant; they allow what any of them allows
 */
public record PolicyPart(String name, Set<String> services, List<PolicyTemplate> texts) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there is no text
   */
  public PolicyPart {
    services = Collections.unmodifiableSet(new TreeSet<>(services));
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("part " + name + " has no policy");
    }
  }
}
