package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.RequestToken;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the verified bearer token the caller: {@code @RolesAllowed} reads its {@code groups}, and
 * the principal is a {@link TenantPrincipal}. Thread-safe.
 *
 * <p>An application opts in, which switches the container's own mechanisms off:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class LabsAuthentication extends TenantAuthenticationMechanism {}
 * }</pre>
 *
 * <p>It decides who the caller is, not whether the caller may enter: that is {@link
 * TenantFilter}'s, which has to be there.
 */
public abstract class TenantAuthenticationMechanism implements HttpAuthenticationMechanism {

  private @Nullable TokenVerifier verifier;

  /** For subclasses. */
  protected TenantAuthenticationMechanism() {}

  /** Called by the container. */
  @Inject
  protected void verifyWith(TokenVerifier newVerifier) {
    this.verifier = newVerifier;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    RequestToken token = RequestToken.of(request, Objects.requireNonNull(verifier, "verifier"));
    TokenVerification outcome = token.verification().orElse(null);
    if (outcome instanceof TokenVerification.Verified verified) {
      return context.notifyContainerAboutLogin(
          new TenantPrincipal(verified.token(), token.raw()), verified.token().roles());
    }
    if (!context.isProtected()) {
      // A bad token too: a container ignores a failure here, the filter does not.
      return context.doNothing();
    }
    try {
      ProblemAnswer.to(response, refusal(outcome));
    } catch (IOException e) {
      throw new AuthenticationException("the refusal cannot be sent", e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private static TenantDecision refusal(@Nullable TokenVerification outcome) {
    if (outcome instanceof TokenVerification.Unavailable unavailable) {
      return new TenantDecision.Unavailable(unavailable.retryAfter());
    }
    return outcome == null ? new TenantDecision.NoToken() : new TenantDecision.TokenRejected();
  }
}
