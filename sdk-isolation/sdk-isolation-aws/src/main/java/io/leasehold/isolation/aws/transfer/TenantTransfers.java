package io.leasehold.isolation.aws.transfer;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.transfer.internal.PartPlan;
import io.leasehold.isolation.aws.transfer.internal.PartingS3Client;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * Large uploads on behalf of tenants, over one shared {@link S3AsyncClient}. The SDK's own
 * multipart client and Transfer Manager drop a request's credentials; here each part is a call of
 * its own on the tenant's facade, so each is signed as the tenant, with credentials fetched anew
 * when the old ones end during a long upload.
 *
 * <pre>{@code
 * TenantTransfers transfers = TenantTransfers.over(clients, sharedS3);
 * try (S3TransferManager manager =
 *     S3TransferManager.builder().s3Client(transfers.clientOf(acme)).build()) {
 *   manager.uploadFile(u -> u.source(path).putObjectRequest(p -> p.bucket("content").key("acme/film")))
 *       .completionFuture().join();
 * }
 * }</pre>
 *
 * <p>Downloads and copies are single requests. Immutable and thread-safe.
 */
public final class TenantTransfers {

  private static final long SMALLEST_PART = 5L * 1024 * 1024;
  private static final int MOST_AT_ONCE = 100;

  private final TenantClients clients;
  private final S3AsyncClient shared;
  private final PartPlan plan;

  private TenantTransfers(TenantClients clients, S3AsyncClient shared, PartPlan plan) {
    this.clients = Objects.requireNonNull(clients, "clients");
    this.shared = Objects.requireNonNull(shared, "shared");
    this.plan = plan;
  }

  /**
   * Transfers in parts of 8 MiB, four at once.
   *
   * @param shared a plain client, built from a {@linkplain TenantClients#prepare prepared} builder
   */
  public static TenantTransfers over(TenantClients clients, S3AsyncClient shared) {
    return new TenantTransfers(clients, shared, PartPlan.DEFAULT);
  }

  /**
   * The same with parts of this size; what is no larger goes as one request. Parts grow where ten
   * thousand of them would not be enough.
   *
   * @param bytes at least 5 MiB, S3's own limit
   */
  public TenantTransfers partSize(long bytes) {
    if (bytes < SMALLEST_PART) {
      throw new IllegalArgumentException("S3 takes parts of 5 MiB or more");
    }
    return with(new PartPlan(bytes, plan.atOnce()));
  }

  /** The same with this many parts of an upload under way at once, each held in memory. */
  public TenantTransfers atOnce(int parts) {
    if (parts < 1 || parts > MOST_AT_ONCE) {
      throw new IllegalArgumentException("1 to " + MOST_AT_ONCE + " parts at once");
    }
    return with(new PartPlan(plan.partSize(), parts));
  }

  /**
   * A client of one tenant, whatever the scope, for an {@code S3TransferManager} or to be used
   * itself. Light; closing it leaves the shared client open.
   *
   * @throws UnsupportedClientException as {@link TenantClients#scoped}
   */
  public S3AsyncClient clientOf(TenantId tenant) {
    return new PartingS3Client(clients.scoped(S3AsyncClient.class, shared, tenant), plan);
  }

  TenantTransfers with(PartPlan other) {
    return new TenantTransfers(clients, shared, other);
  }
}
