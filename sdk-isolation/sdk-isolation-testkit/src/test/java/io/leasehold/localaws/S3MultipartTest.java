package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3MultipartTest {

  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;
  private static LocalAws aws;
  private static S3Client s3;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    s3 = Clients.management(aws).s3();
    s3.createBucket(r -> r.bucket("content"));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void an_object_can_come_in_parts() {
    byte[] bytes = random(2 * FIVE_MEGABYTES + 11);
    String id = s3.createMultipartUpload(r -> r.bucket("content").key("parts")).uploadId();
    List<CompletedPart> parts =
        IntStream.rangeClosed(1, 3).mapToObj(number -> upload(id, number, bytes)).toList();

    assertThat(s3.listParts(r -> r.bucket("content").key("parts").uploadId(id)).parts()).hasSize(3);
    assertThat(s3.listMultipartUploads(r -> r.bucket("content")).uploads())
        .extracting(u -> u.uploadId())
        .contains(id);
    s3.completeMultipartUpload(
        r -> r.bucket("content").key("parts").uploadId(id).multipartUpload(m -> m.parts(parts)));

    var object = s3.getObjectAsBytes(r -> r.bucket("content").key("parts"));
    assertThat(object.asByteArray()).isEqualTo(bytes);
    assertThat(object.response().eTag()).endsWith("-3\"");
  }

  private static CompletedPart upload(String id, int number, byte[] bytes) {
    int from = (number - 1) * FIVE_MEGABYTES;
    byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + FIVE_MEGABYTES));
    String etag =
        s3.uploadPart(
                r -> r.bucket("content").key("parts").uploadId(id).partNumber(number),
                RequestBody.fromBytes(part))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  @Test
  void parts_that_are_too_small_or_unknown_are_refused() {
    String id = s3.createMultipartUpload(r -> r.bucket("content").key("small")).uploadId();
    List<CompletedPart> parts =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                number ->
                    CompletedPart.builder()
                        .partNumber(number)
                        .eTag(
                            s3.uploadPart(
                                    r ->
                                        r.bucket("content")
                                            .key("small")
                                            .uploadId(id)
                                            .partNumber(number),
                                    RequestBody.fromString("x"))
                                .eTag())
                        .build())
            .toList();

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> complete(id, parts))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("EntityTooSmall"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> complete(id, List.of(parts.get(1), parts.get(0))))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidPartOrder"));
    s3.abortMultipartUpload(r -> r.bucket("content").key("small").uploadId(id));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> complete(id, parts))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
  }

  private static void complete(String id, List<CompletedPart> parts) {
    s3.completeMultipartUpload(
        r -> r.bucket("content").key("small").uploadId(id).multipartUpload(m -> m.parts(parts)));
  }
}
