package io.leasehold.isolation.iam;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to do something to a thing. Immutable and thread-safe.
 *
 * @param principalArn who: an IAM user, or the session of a role ({@code
 *     arn:aws:sts::111111111111:assumed-role/Role/session}), or the name of an AWS service
 * @param action what: {@code dynamodb:GetItem}; compared without regard to case
 * @param resource to which thing: its ARN, or {@code *} for an action that has no resource
 * @param context the condition keys of the request with their values; keys are compared without
 *     regard to case and are kept in lower case. {@code aws:PrincipalArn} (the role's ARN with its
 *     path, when the principal is a session) and {@code aws:ResourceAccount} also steer how
 *     resource policies are matched
 */
public record AccessRequest(
    String principalArn, String action, String resource, Map<String, List<String>> context) {

  /**
   * Copies the context.
   *
   * @throws IllegalArgumentException if the action lacks its service, or two context keys differ
   *     only in case
   */
  public AccessRequest {
    Objects.requireNonNull(principalArn, "principalArn");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resource, "resource");
    if (action.indexOf(':') < 1 || action.contains("*") || action.contains("?")) {
      throw new IllegalArgumentException("an action reads service:Name, not " + action);
    }
    Map<String, List<String>> lowered = new TreeMap<>();
    context.forEach(
        (key, values) -> {
          if (lowered.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)) != null) {
            throw new IllegalArgumentException("the context names " + key + " twice");
          }
        });
    context = Collections.unmodifiableMap(lowered);
  }

  /** A request without context. */
  public static AccessRequest of(String principalArn, String action, String resource) {
    return new AccessRequest(principalArn, action, resource, Map.of());
  }

  /** The same request with one more context key, replacing an earlier value of that key. */
  public AccessRequest with(String key, String... values) {
    Map<String, List<String>> more = new TreeMap<>(context);
    more.put(key.toLowerCase(Locale.ROOT), List.of(values));
    return new AccessRequest(principalArn, action, resource, more);
  }

  /** The values of the key, null when the request lacks it. The key is in lower case. */
  @Nullable List<String> values(String lowerCaseKey) {
    return context.get(lowerCaseKey);
  }
}
