package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.transfer.internal.PartPlan;
import io.leasehold.isolation.aws.transfer.internal.PartingS3Client;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** {@link SdkPath#MULTIPART}. */
final class MultipartProbe implements ProbePath {

  static final int PART = 1024;

  static S3AsyncClient multipart(ProbeBench bench) {
    return bench
        .async(S3AsyncClient.builder().forcePathStyle(true))
        .multipartEnabled(true)
        .multipartConfiguration(
            m -> m.thresholdInBytes((long) PART).minimumPartSizeInBytes((long) PART))
        .build();
  }

  static PutObjectRequest put() {
    return PutObjectRequest.builder().bucket("probe").key("probe/key").build();
  }

  static AsyncRequestBody body() {
    return AsyncRequestBody.fromBytes(new byte[4 * PART]);
  }

  static S3AsyncClient parting(ProbeBench bench, S3AsyncClient shared) {
    return new PartingS3Client(
        bench.facades().scoped(S3AsyncClient.class, shared, () -> ProbeBench.TENANT),
        new PartPlan(PART, 2));
  }

  static S3AsyncClient plain(ProbeBench bench) {
    return bench.async(S3AsyncClient.builder().forcePathStyle(true)).build();
  }

  @Override
  public void lose(ProbeBench bench) {
    try (S3AsyncClient s3 = multipart(bench)) {
      s3.putObject(ProbeBench.bound(put()), body()).join();
    }
  }

  @Override
  public void bind(ProbeBench bench) {
    try (S3AsyncClient shared = plain(bench)) {
      parting(bench, shared).putObject(put(), body()).join();
    }
  }
}
