package io.leasehold.isolation.aws.policy;

import java.util.List;
import java.util.Map;

/**
 * One Deny statement of a {@link Fence}. Immutable.
 *
 * @param actions names or patterns
 * @param otherActions whether it is about whatever is none of the actions
 * @param resources ARNs, or the star
 * @param otherResources whether it is about whatever is none of the resources
 * @param conditions operator to key to values; all of them have to hold
 */
record Denial(
    List<String> actions,
    boolean otherActions,
    List<String> resources,
    boolean otherResources,
    Map<String, Map<String, List<String>>> conditions) {

  private static final List<String> ANY = List.of("*");

  /** Nothing but these resources. */
  static Denial elsewhere(List<String> resources) {
    return new Denial(ANY, false, resources, true, Map.of());
  }

  /** Nothing but these actions there. */
  static Denial otherThan(List<String> actions, List<String> resources) {
    return new Denial(actions, true, resources, false, Map.of());
  }

  /** Nothing there under these conditions, but for some actions. */
  static Denial where(
      Map<String, Map<String, List<String>>> conditions,
      List<String> resources,
      List<String> spared) {
    boolean all = spared.isEmpty();
    return new Denial(all ? ANY : spared, !all, resources, false, conditions);
  }

  /** Nothing of a service under these conditions: shorter where all of it is alike. */
  static Denial where(Map<String, Map<String, List<String>>> conditions, String service) {
    return new Denial(List.of(service + ":*"), false, ANY, false, conditions);
  }
}
