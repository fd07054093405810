package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.aws.session.TagCaseException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of all tenants have in common, apart from their policy.
 *
 * @param tenantTag the session tag that holds the tenant, or null
 * @param tags session tags that are the same for all
 * @param sourceIdentity whether the session name is the source identity, too
 */
public record SessionTerms(
    String role,
    @Nullable String externalId,
    @Nullable String tenantTag,
    Map<String, String> tags,
    boolean sourceIdentity,
    Duration duration,
    Duration timeout) {

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern ROLE =
      Pattern.compile("arn:aws(?:-[a-z]+)*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+");
  private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  public SessionTerms {
    Names.require(ROLE, role, "a role ARN reads like arn:aws:iam::111111111111:role/Name");
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("credentials live 15 minutes to 12 hours");
    }
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(tags);
    if (sorted.size() != tags.size() || (tenantTag != null && sorted.containsKey(tenantTag))) {
      throw new TagCaseException("two session tags differ only in case, which AWS does not see");
    }
    if (tenantTag != null) {
      requireKey(tenantTag);
    }
    sorted.forEach(
        (key, value) -> {
          requireKey(key);
          Names.require(TAG_VALUE, value, "a session tag has up to 256 letters, digits, _.:/=+-@");
        });
    tags = Collections.unmodifiableMap(sorted);
  }

  private static void requireKey(String key) {
    Names.require(TAG_KEY, key, "the key of a session tag has 1 to 128 letters, digits, _.:/=+-@");
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw new IllegalArgumentException("keys of session tags do not begin with aws:");
    }
  }
}
