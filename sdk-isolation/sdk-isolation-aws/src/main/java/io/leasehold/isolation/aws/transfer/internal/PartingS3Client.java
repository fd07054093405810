package io.leasehold.isolation.aws.transfer.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** One tenant's facade, whose large uploads are calls of that facade part by part. */
public final class PartingS3Client extends DelegatingS3AsyncClient {

  private final S3AsyncClient tenants;
  private final PartPlan plan;

  public PartingS3Client(S3AsyncClient tenants, PartPlan plan) {
    super(tenants);
    this.tenants = tenants;
    this.plan = plan;
  }

  @Override
  public CompletableFuture<PutObjectResponse> putObject(
      PutObjectRequest request, AsyncRequestBody body) {
    Optional<Long> length =
        body.contentLength().or(() -> Optional.ofNullable(request.contentLength()));
    boolean small = length.isPresent() && length.get() <= plan.partSize();
    if (small || !PartRequests.canCarry(request)) {
      return tenants.putObject(request, body);
    }
    long partSize = length.map(plan::partSizeFor).orElse(plan.partSize());
    return new PartedUpload(tenants, request, plan.atOnce()).send(body, partSize);
  }
}
