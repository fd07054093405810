package io.leasehold.isolation.aws.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one AssumeRole call carries to narrow a role down to one tenant. Never empty of all three:
 * such a call would hand out the whole role. Immutable and thread-safe.
 *
 * @param policy the inline session policy
 * @param managedPolicies ARNs of managed policies that serve as session policies
 * @param tags session tags, whose keys STS compares without regard to case
 */
public record SessionRestriction(
    Optional<SessionPolicy> policy, List<String> managedPolicies, Map<String, String> tags) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if it restricts nothing, or a tag is named twice
   */
  public SessionRestriction {
    managedPolicies = List.copyOf(managedPolicies);
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(tags);
    if (sorted.size() != tags.size()) {
      throw new IllegalArgumentException("two session tags differ only in case: " + tags.keySet());
    }
    tags = Collections.unmodifiableMap(sorted);
    if (policy.isEmpty() && managedPolicies.isEmpty() && tags.isEmpty()) {
      throw new IllegalArgumentException("a session of nothing but the role is not narrowed");
    }
  }

  /** The restriction by an inline policy alone. */
  static SessionRestriction inline(SessionPolicy policy) {
    return new SessionRestriction(Optional.of(policy), List.of(), Map.of());
  }

  /** SHA-256 over all three, in hex: equal restrictions have equal digests. */
  public String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      add(sha256, policy.map(SessionPolicy::json).orElse(""));
      add(sha256, Integer.toString(managedPolicies.size()));
      managedPolicies.forEach(arn -> add(sha256, arn));
      tags.forEach(
          (key, value) -> {
            add(sha256, key);
            add(sha256, value);
          });
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  // Lengths first, so that no two rows of texts run together into the same bytes.
  private static void add(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
  }
}
