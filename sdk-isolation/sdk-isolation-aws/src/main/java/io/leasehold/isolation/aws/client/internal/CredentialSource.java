package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import java.util.concurrent.CompletionStage;

/** Where a client facade gets a tenant's credentials: the vendor, or a probe's stand-in. */
@FunctionalInterface
public interface CredentialSource {

  /** Credentials for the request, or a failure that says why not. */
  CompletionStage<TenantCredentials> vend(VendRequest request);
}
