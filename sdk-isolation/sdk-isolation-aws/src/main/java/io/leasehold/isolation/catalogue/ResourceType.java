package io.leasehold.isolation.catalogue;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of resource of a service. Immutable.
 *
 * @param name such as {@code table}
 * @param arn how its ARNs read, with parts to fill in such as {@code ${TableName}}
 * @param keys the condition keys that tell one resource of the kind from another
 */
public record ResourceType(String name, String arn, List<String> keys) {

  private static final Pattern TO_FILL_IN = Pattern.compile("\\$\\{[^}]*}");

  /** Copies. */
  public ResourceType {
    keys = List.copyOf(keys);
  }

  /**
   * Whether some ARN of this kind fits the pattern of a policy. A part to fill in is taken for any
   * text, so that this may say yes where there is none, never no where there is one.
   *
   * @param pattern with {@code *} and {@code ?}
   */
  public boolean mayFit(String pattern) {
    return GlobMeeting.meet(TO_FILL_IN.matcher(arn).replaceAll("*"), pattern);
  }
}
