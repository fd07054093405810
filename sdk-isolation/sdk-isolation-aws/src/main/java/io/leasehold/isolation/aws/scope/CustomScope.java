package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Objects;

/**
 * A shared thing of a service that this library has no scope for. Whoever writes it says what a
 * tenant may do and what belongs to whom; the proof holds the two against each other, and no
 * credentials are vended on a blueprint whose proof fails.
 *
 * @param label how messages call this scope
 * @param statements what a tenant may do, with {@link TenantResourceScope#TENANT} for its id
 * @param owned every way in which a request can touch a tenant's data
 */
public record CustomScope(String label, List<Grant> statements, Ownership owned)
    implements TenantResourceScope {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there is no statement
   */
  public CustomScope {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(owned, "owned");
    statements = List.copyOf(statements);
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("scope " + label + " allows nothing");
    }
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return statements;
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return owned;
  }
}
