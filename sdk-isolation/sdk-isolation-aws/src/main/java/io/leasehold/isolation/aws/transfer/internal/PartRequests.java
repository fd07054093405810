package io.leasehold.isolation.aws.transfer.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What a PutObject says, said by the requests of a multipart upload. */
final class PartRequests {

  private static final Set<String> NEVER_COPIED = Set.of("Body", "ContentLength");

  private PartRequests() {}

  /**
   * Whether nothing would be lost: a digest of the whole object, for one, has no place in parts.
   */
  static boolean canCarry(PutObjectRequest put) {
    Set<String> places = names(CreateMultipartUploadRequest.builder());
    places.addAll(names(CompleteMultipartUploadRequest.builder()));
    places.removeIf(name -> name.startsWith("Checksum") && !name.equals("ChecksumAlgorithm"));
    return put.sdkFields().stream()
        .filter(field -> field.getValueOrDefault(put) != null)
        .map(SdkField::memberName)
        .allMatch(name -> places.contains(name) || NEVER_COPIED.contains(name));
  }

  static CreateMultipartUploadRequest create(PutObjectRequest put) {
    return copy(put, CreateMultipartUploadRequest.builder())
        // Said for the whole upload, as S3 refuses parts whose checksum it was not told of.
        .checksumAlgorithm(checksum(put))
        .overrideConfiguration(put.overrideConfiguration().orElse(null))
        .build();
  }

  static UploadPartRequest part(PutObjectRequest put, String upload, int number) {
    return copy(put, UploadPartRequest.builder())
        .checksumAlgorithm(checksum(put))
        .uploadId(upload)
        .partNumber(number)
        .overrideConfiguration(put.overrideConfiguration().orElse(null))
        .build();
  }

  static CompletedPart completed(UploadPartResponse response, int number) {
    return copy(response, CompletedPart.builder()).partNumber(number).build();
  }

  static CompleteMultipartUploadRequest complete(
      PutObjectRequest put, String upload, Collection<CompletedPart> parts) {
    return copy(put, CompleteMultipartUploadRequest.builder())
        .uploadId(upload)
        .multipartUpload(m -> m.parts(parts))
        .overrideConfiguration(put.overrideConfiguration().orElse(null))
        .build();
  }

  static AbortMultipartUploadRequest abort(PutObjectRequest put, String upload) {
    return AbortMultipartUploadRequest.builder()
        .bucket(put.bucket())
        .key(put.key())
        .uploadId(upload)
        .requestPayer(put.requestPayer())
        .expectedBucketOwner(put.expectedBucketOwner())
        .overrideConfiguration(put.overrideConfiguration().orElse(null))
        .build();
  }

  static PutObjectResponse answer(CompleteMultipartUploadResponse complete) {
    PutObjectResponse.Builder answer = copy(complete, PutObjectResponse.builder());
    answer.responseMetadata(complete.responseMetadata());
    answer.sdkHttpResponse(complete.sdkHttpResponse());
    return answer.build();
  }

  private static ChecksumAlgorithm checksum(PutObjectRequest put) {
    return Objects.requireNonNullElse(put.checksumAlgorithm(), ChecksumAlgorithm.CRC32);
  }

  private static Set<String> names(SdkPojo pojo) {
    return pojo.sdkFields().stream().map(SdkField::memberName).collect(Collectors.toSet());
  }

  /** Copies what both have. */
  private static <B extends SdkPojo> B copy(SdkPojo from, B to) {
    Map<String, SdkField<?>> sources = new HashMap<>();
    from.sdkFields().forEach(field -> sources.put(field.memberName(), field));
    for (SdkField<?> target : to.sdkFields()) {
      SdkField<?> source = sources.get(target.memberName());
      Object value = source == null ? null : source.getValueOrDefault(from);
      if (value != null && !NEVER_COPIED.contains(target.memberName())) {
        target.set(to, value);
      }
    }
    return to;
  }
}
