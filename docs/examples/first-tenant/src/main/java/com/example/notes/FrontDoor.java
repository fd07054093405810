package com.example.notes;

import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.TokenVerifier;
import java.util.concurrent.Callable;

/** Lets a request in if its host and its verified token name the same tenant. */
public final class FrontDoor {

  private final TokenVerifier verifier;
  private final TenantEntry entry;

  public FrontDoor(TenantRegistry registry, TokenVerifier verifier) {
    this.verifier = verifier;
    this.entry =
        TenantEntry.of(
            registry,
            HostTenantResolver.of("notes.example"),
            ClaimTenantResolver.claim("tenant_id"));
  }

  /** The answer of the work, or the refusal's name: a web application maps it to a status. */
  public String handle(String host, String bearerToken, Callable<String> work) throws Exception {
    RequestSignals signals =
        RequestSignals.at(host).withVerification(verifier.verify(bearerToken));
    TenantDecision decision = entry.decide(signals);
    if (decision instanceof TenantDecision.Admitted admitted) {
      return TenantScopes.call(admitted.scope(), work);
    }
    return decision.getClass().getSimpleName();
  }
}
