package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.token.TokenVerification;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Tells what came of verifying the token of a request; empty if it has none. */
@FunctionalInterface
public interface TokenSource {

  /** The outcome, always the same for one request. */
  Optional<TokenVerification> verify(HttpServletRequest request);
}
