package io.leasehold.labs.learner;

import io.leasehold.tenancy.jakarta.TenantPrincipal;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.time.Instant;

/** Who is asking, by the verified token of the request. */
@RequestScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class CurrentLearner {

  @Inject private SecurityContext security;

  /** The learner. */
  public Learner require() {
    VerifiedToken token = token();
    return Learner.of(token.issuer(), token.subject());
  }

  /** When the token that proves it expires. */
  public Instant expiresAt() {
    return token().expiresAt();
  }

  private VerifiedToken token() {
    if (security.getCallerPrincipal() instanceof TenantPrincipal principal) {
      return principal.token();
    }
    throw new IllegalStateException("this address lets nobody in without a role");
  }
}
