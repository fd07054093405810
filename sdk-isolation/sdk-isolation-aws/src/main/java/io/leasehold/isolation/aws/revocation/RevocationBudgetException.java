package io.leasehold.isolation.aws.revocation;

import io.leasehold.isolation.IsolationException;

/** More sessions are revoked than one role's policies can name. Nothing was left out silently. */
public final class RevocationBudgetException extends IsolationException {

  RevocationBudgetException(int tenants, int characters) {
    super(
        "LH-ISO-149",
        ("%d tenants with revoked sessions need %d characters, more than the %d of a role; shorten"
                + " the sessions, revoke the whole role, or spread the tenants over several roles")
            .formatted(tenants, characters, RevocationDocument.MAX_CHARACTERS),
        null);
  }
}
