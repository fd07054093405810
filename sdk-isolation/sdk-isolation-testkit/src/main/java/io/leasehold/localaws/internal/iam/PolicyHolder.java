package io.leasehold.localaws.internal.iam;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user or a role with what hangs on it. Guarded by its account. */
abstract class PolicyHolder {

  private final Map<String, StoredPolicy> inline = new TreeMap<>();
  private final Set<String> attached = new LinkedHashSet<>();
  private final Map<String, String> tags = new TreeMap<>();
  private @Nullable String boundary;

  /** Inline policies by name. */
  Map<String, StoredPolicy> inline() {
    return inline;
  }

  /** ARNs of attached managed policies. */
  Set<String> attached() {
    return attached;
  }

  Map<String, String> tags() {
    return tags;
  }

  @Nullable String boundary() {
    return boundary;
  }

  void boundary(@Nullable String policyArn) {
    this.boundary = policyArn;
  }
}
