package io.leasehold.isolation.aws.probe;

import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** {@link SdkPath#TRANSFER_MANAGER}. */
final class TransferManagerProbe implements ProbePath {

  @Override
  public void lose(ProbeBench bench) {
    try (S3AsyncClient s3 = MultipartProbe.multipart(bench)) {
      upload(s3, ProbeBench.bound(MultipartProbe.put()));
    }
  }

  @Override
  public void bind(ProbeBench bench) {
    try (S3AsyncClient shared = MultipartProbe.plain(bench)) {
      upload(MultipartProbe.parting(bench, shared), MultipartProbe.put());
    }
  }

  private static void upload(S3AsyncClient client, PutObjectRequest put) {
    try (S3TransferManager transfers = S3TransferManager.builder().s3Client(client).build()) {
      transfers
          .upload(u -> u.putObjectRequest(put).requestBody(MultipartProbe.body()))
          .completionFuture()
          .join();
    }
  }
}
