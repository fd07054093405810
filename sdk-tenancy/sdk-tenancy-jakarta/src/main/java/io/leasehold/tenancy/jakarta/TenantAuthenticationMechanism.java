package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.apikey.ApiKeyVerifier;
import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.RequestApiKey;
import io.leasehold.tenancy.jakarta.internal.RequestToken;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
 * <p>A program that presents a good API key (header {@link TenantFilterSettings#API_KEY_HEADER}) is
 * an {@link ApiKeyPrincipal} with the key's roles, if the application has a bean {@code
 * ApiKeyVerifier}.
 *
 * <p>It decides who the caller is, not whether the caller may enter: that is {@link
 * TenantFilter}'s, which has to be there.
 */
public abstract class TenantAuthenticationMechanism implements HttpAuthenticationMechanism {

  private @Nullable TokenVerifier verifier;
  private @Nullable Instance<ApiKeyVerifier> apiKeys;

  /** For subclasses. */
  protected TenantAuthenticationMechanism() {}

  /** Called by the container. */
  @Inject
  protected void verifyWith(TokenVerifier newVerifier) {
    this.verifier = newVerifier;
  }

  /** Called by the container. */
  @Inject
  protected void acceptKeysOf(Instance<ApiKeyVerifier> keys) {
    this.apiKeys = keys;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    RequestToken token = RequestToken.of(request, Objects.requireNonNull(verifier, "verifier"));
    TokenVerification outcome = token.verification().orElse(null);
    ApiKeyVerification key = keyOf(request).orElse(null);
    if (outcome == null && key instanceof ApiKeyVerification.Verified verified) {
      return context.notifyContainerAboutLogin(
          new ApiKeyPrincipal(verified.key()), verified.key().roles());
    }
    // A token beside a key is one caller too many; the filter refuses it.
    if (key == null && outcome instanceof TokenVerification.Verified verified) {
      return context.notifyContainerAboutLogin(
          new TenantPrincipal(verified.token(), token.raw()), verified.token().roles());
    }
    if (!context.isProtected()) {
      // A bad token too: a container ignores a failure here, the filter does not.
      return context.doNothing();
    }
    try {
      if (outcome instanceof TokenVerification.Unavailable unavailable) {
        ProblemAnswer.write(response, TenantProblems.UNAVAILABLE, unavailable.retryAfter());
      } else {
        ProblemAnswer.write(response, refusal(outcome, key), Duration.ZERO);
      }
    } catch (IOException e) {
      throw new AuthenticationException("the refusal cannot be sent", e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private Optional<ApiKeyVerification> keyOf(HttpServletRequest request) {
    Instance<ApiKeyVerifier> known = apiKeys;
    return known != null && known.isResolvable()
        ? RequestApiKey.verify(request, known.get())
        : Optional.empty();
  }

  private static Problem refusal(
      @Nullable TokenVerification token, @Nullable ApiKeyVerification key) {
    if (token == null && key == null) {
      return TenantProblems.NO_TOKEN;
    }
    return key == null ? TenantProblems.TOKEN_REJECTED : TenantProblems.KEY_REJECTED;
  }
}
