package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.isolation.aws.session.internal.StsFailures;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.tenancy.TenantId;
import java.util.concurrent.ExecutionException;

/** Waits for credentials on behalf of a caller that blocks anyway. */
final class VendedNow {

  private VendedNow() {}

  static TenantCredentials await(CredentialSource source, VendRequest request) {
    TenantId tenant = request.tenant();
    try {
      return source.vend(request).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw StsFailures.describe(tenant, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialVendingException(
          Reason.INTERRUPTED, tenant, "the waiting thread was interrupted", e);
    }
  }
}
