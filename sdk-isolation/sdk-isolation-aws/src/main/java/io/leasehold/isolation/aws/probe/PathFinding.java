package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.client.TenantClients;
import java.util.Objects;

/**
 * What this SDK does on one path.
 *
 * @param path which
 * @param bare without any protection: tells about the SDK only
 * @param refusingBase with an identity that refuses and nothing else
 * @param guard with the guard at transmission and nothing else
 * @param prepared with both, as {@link TenantClients#prepare} leaves a client
 * @param bound sent the way this library does it
 */
public record PathFinding(
    SdkPath path, SentAs bare, SentAs refusingBase, SentAs guard, SentAs prepared, SentAs bound) {

  /** Validates. */
  public PathFinding {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(bare, "bare");
    Objects.requireNonNull(refusingBase, "refusingBase");
    Objects.requireNonNull(guard, "guard");
    Objects.requireNonNull(prepared, "prepared");
    Objects.requireNonNull(bound, "bound");
  }

  /** Whether each protection holds by itself, and the supported way works. */
  public boolean sound() {
    return refusingBase.safe()
        && guard.safe()
        && prepared.safe()
        && bound.kind() == SentAs.Kind.TENANT;
  }

  /** Whether this SDK would lose the tenant's credentials if nothing protected them. */
  public boolean losesTenant() {
    return bare.kind() == SentAs.Kind.ANOTHER;
  }
}
