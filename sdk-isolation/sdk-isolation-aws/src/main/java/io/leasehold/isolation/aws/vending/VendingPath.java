package io.leasehold.isolation.aws.vending;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to a session, without the tenant: everything else on which it depends. Two vendors whose
 * paths are equal would ask STS for the same. Immutable; no record, so that keys compare fast.
 */
final class VendingPath {

  private static final int PARTITION = 1;
  private static final int ACCOUNT = 4;

  private final List<String> parts;
  private final @Nullable Object registry;
  private final int hash;

  /**
   * Creates it.
   *
   * @param role the ARN, with partition and account
   * @param region where STS is asked
   * @param restriction digest of what narrows the role, tags among it
   * @param extras digest of all else that the call carries
   * @param through who asks: the platform, a role between, a web identity
   * @param seconds how long the session lives
   * @param standing who was asked whether the tenant may enter: what one vendor did not ask for, no
   *     vendor that asks may hand out
   */
  VendingPath(
      String role,
      String region,
      String restriction,
      String extras,
      String through,
      int seconds,
      TenantStanding standing) {
    String[] arn = role.split(":", -1);
    parts =
        List.of(
            arn[PARTITION],
            arn[ACCOUNT],
            role,
            region,
            restriction,
            extras,
            through,
            Integer.toString(seconds));
    registry = standing.registry();
    hash = Objects.hash(parts);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof VendingPath path
            && registry == path.registry
            && parts.equals(path.parts));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "VendingPath" + parts;
  }
}
