package io.leasehold.isolation.silo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role as IAM tells it, as plain data. Immutable and thread-safe.
 *
 * @param arn its ARN, with its path
 * @param trust its trust policy
 * @param policies what it may do: inline policies and attached ones
 * @param boundary its permissions boundary, named by its ARN; empty without one
 * @param tags its tags
 * @param longestSession how long a session of it may last
 */
public record SiloRole(
    String arn,
    String trust,
    List<SiloPolicy> policies,
    Optional<SiloPolicy> boundary,
    Map<String, String> tags,
    Duration longestSession) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws(?:-[a-z]+)*):iam::(\\d{12}):role(/|/[\\x21-\\x7e]+/)([\\w+=,.@-]{1,64})");

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if the ARN is not that of a role
   */
  public SiloRole {
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(boundary, "boundary");
    Objects.requireNonNull(longestSession, "longestSession");
    policies = List.copyOf(policies);
    tags = Map.copyOf(new TreeMap<>(tags));
    matched(arn);
  }

  /** The role's name, without its path. */
  public String name() {
    return matched(arn).group(4);
  }

  /** The account it is in. */
  public String account() {
    return matched(arn).group(2);
  }

  /** The ARN of one of its sessions. */
  String sessionArn(String session) {
    Matcher parts = matched(arn);
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(parts.group(1), parts.group(2), parts.group(4), session);
  }

  private static Matcher matched(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the ARN of a role reads like arn:aws:iam::111111111111:role/Name: \"%s\" does not"
              .formatted(arn));
    }
    return matcher;
  }
}
