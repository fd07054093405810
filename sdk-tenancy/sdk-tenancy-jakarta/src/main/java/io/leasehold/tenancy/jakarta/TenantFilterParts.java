package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.apikey.ApiKeyVerifier;
import io.leasehold.tenancy.jakarta.internal.RequestToken;
import io.leasehold.tenancy.jakarta.internal.RunningRequests;
import io.leasehold.tenancy.jakarta.internal.TokenSource;
import io.leasehold.tenancy.jakarta.internal.VisitListener;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.TokenVerifier;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link TenantFilter} is made of, where there is no CDI to find it. Immutable; each {@code
 * with} method gives a copy.
 */
public final class TenantFilterParts {

  private final TenantEntry entry;
  private final TokenSource tokens;
  private final TenantFilterSettings settings;
  private final Optional<ApiKeyVerifier> apiKeys;
  private final RunningRequests running;
  private final VisitListener listener;

  private TenantFilterParts(
      TenantEntry entry,
      TokenSource tokens,
      TenantFilterSettings settings,
      Optional<ApiKeyVerifier> apiKeys,
      RunningRequests running,
      VisitListener listener) {
    this.entry = Objects.requireNonNull(entry, "entry");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.apiKeys = apiKeys;
    this.running = running;
    this.listener = listener;
  }

  /** A filter that verifies tokens itself, of as many issuers as there are. */
  public static TenantFilterParts of(
      TenantEntry entry, TokenVerifier verifier, TenantFilterSettings settings) {
    Objects.requireNonNull(verifier, "verifier");
    return new TenantFilterParts(
        entry,
        request -> RequestToken.verify(request, verifier),
        settings,
        Optional.empty(),
        RunningRequests.unwatched(),
        VisitListener.NOBODY);
  }

  /** A filter that takes tokens as the container verified them. */
  public static TenantFilterParts of(
      TenantEntry entry, MpJwtBridge bridge, TenantFilterSettings settings) {
    return new TenantFilterParts(
        entry,
        bridge::verification,
        settings,
        Optional.empty(),
        RunningRequests.unwatched(),
        VisitListener.NOBODY);
  }

  /** The same with API keys, in the header {@link TenantFilterSettings#API_KEY_HEADER}. */
  public TenantFilterParts withApiKeys(ApiKeyVerifier keys) {
    return new TenantFilterParts(entry, tokens, settings, Optional.of(keys), running, listener);
  }

  /**
   * The same, and requests that run while their tenant is shut out are cut off.
   *
   * @param changes tells of it; of a caching registry its own, which has let go of the old answer
   *     before it tells
   * @param registry asked where a change does not say what the tenant became
   */
  public TenantFilterParts withChanges(TenantChanges changes, TenantRegistry registry) {
    return new TenantFilterParts(
        entry, tokens, settings, apiKeys, RunningRequests.watching(changes, registry), listener);
  }

  /** The same, and the listener is told of each request. */
  public TenantFilterParts withListener(VisitListener told) {
    return new TenantFilterParts(entry, tokens, settings, apiKeys, running, told);
  }

  TenantFilterParts withEntry(TenantEntry other) {
    return new TenantFilterParts(other, tokens, settings, apiKeys, running, listener);
  }

  TenantFilterParts withSettings(TenantFilterSettings others) {
    return new TenantFilterParts(entry, tokens, others, apiKeys, running, listener);
  }

  /** The door. */
  public TenantEntry entry() {
    return entry;
  }

  /** Where tokens come from. */
  public TokenSource tokens() {
    return tokens;
  }

  /** What is protected. */
  public TenantFilterSettings settings() {
    return settings;
  }

  /** What verifies API keys, if they are accepted. */
  public Optional<ApiKeyVerifier> apiKeys() {
    return apiKeys;
  }

  RunningRequests running() {
    return running;
  }

  VisitListener listener() {
    return listener;
  }
}
