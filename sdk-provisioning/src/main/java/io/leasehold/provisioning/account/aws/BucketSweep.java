package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes every bucket with its objects, versions and half-done uploads. */
final class BucketSweep implements Sweep {

  @Override
  public int over(ClearedAccount account, MemberAccount member) {
    S3Client s3 = member.s3();
    List<String> buckets = s3.listBuckets().buckets().stream().map(Bucket::name).toList();
    for (String bucket : buckets) {
      account.requireStillCleared();
      abortUploads(s3, bucket);
      deleteObjects(s3, bucket, account);
      deleteBucket(s3, bucket, account);
    }
    return buckets.size();
  }

  private static void abortUploads(S3Client s3, String bucket) {
    List<MultipartUpload> uploads =
        s3.listMultipartUploadsPaginator(r -> r.bucket(bucket)).uploads().stream().toList();
    uploads.forEach(
        u -> s3.abortMultipartUpload(r -> r.bucket(bucket).key(u.key()).uploadId(u.uploadId())));
  }

  private static void deleteObjects(S3Client s3, String bucket, ClearedAccount account) {
    ListObjectsV2Response page = s3.listObjectsV2(r -> r.bucket(bucket));
    while (!page.contents().isEmpty()) {
      delete(s3, bucket, account, page.contents().stream().map(o -> id(o.key())).toList());
      page = s3.listObjectsV2(r -> r.bucket(bucket));
    }
  }

  /** Only a bucket that had versioning is still not empty here. */
  private static void deleteBucket(S3Client s3, String bucket, ClearedAccount account) {
    try {
      s3.deleteBucket(r -> r.bucket(bucket));
    } catch (S3Exception e) {
      if (!"BucketNotEmpty".equals(e.awsErrorDetails().errorCode())) {
        throw e;
      }
      deleteVersions(s3, bucket, account);
      s3.deleteBucket(r -> r.bucket(bucket));
    }
  }

  private static void deleteVersions(S3Client s3, String bucket, ClearedAccount account) {
    for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(r -> r.bucket(bucket))) {
      List<ObjectIdentifier> all =
          Stream.concat(
                  page.versions().stream().map(v -> version(v.key(), v.versionId())),
                  page.deleteMarkers().stream().map(m -> version(m.key(), m.versionId())))
              .toList();
      if (!all.isEmpty()) {
        delete(s3, bucket, account, all);
      }
    }
  }

  private static void delete(
      S3Client s3, String bucket, ClearedAccount account, List<ObjectIdentifier> objects) {
    account.requireStillCleared();
    DeleteObjectsResponse response =
        s3.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(objects).quiet(true)));
    if (!response.errors().isEmpty()) {
      throw new IllegalStateException(
          response.errors().size()
              + " objects cannot be deleted, the first with "
              + response.errors().get(0).code());
    }
  }

  private static ObjectIdentifier id(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  private static ObjectIdentifier version(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }
}
