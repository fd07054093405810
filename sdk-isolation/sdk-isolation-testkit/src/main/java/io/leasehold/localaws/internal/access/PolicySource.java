package io.leasehold.localaws.internal.access;

import io.leasehold.isolation.iam.PolicyDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies of a user or role at this moment. */
@FunctionalInterface
public interface PolicySource {

  /**
   * What the account's administrators let the principal do.
   *
   * @param identity inline and attached policies
   * @param boundary the permissions boundary, null without one
   */
  record Grants(List<PolicyDocument> identity, @Nullable PolicyDocument boundary) {
    /** Copies the list. */
    public Grants {
      identity = List.copyOf(identity);
    }
  }

  /** The policies; none at all if the user or role is gone. */
  Grants of(Principal principal);
}
