package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3Test {

  private static LocalAws aws;
  private static Clients platform;
  private static S3Client s3;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    s3 = platform.s3();
    s3.createBucket(r -> r.bucket("content"));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static void put(String key, String text) {
    s3.putObject(r -> r.bucket("content").key(key), RequestBody.fromString(text));
  }

  private static String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("content").key(key)).asUtf8String();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void buckets_come_and_go() {
    s3.createBucket(r -> r.bucket("temporary"));

    assertThat(s3.listBuckets().buckets()).extracting(b -> b.name()).contains("temporary");
    assertThat(s3.headBucket(r -> r.bucket("temporary")).bucketRegion()).isEqualTo("eu-central-1");
    assertThatExceptionOfType(BucketAlreadyOwnedByYouException.class)
        .isThrownBy(() -> s3.createBucket(r -> r.bucket("temporary")));
    s3.putObject(r -> r.bucket("temporary").key("k"), RequestBody.fromString("x"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> s3.deleteBucket(r -> r.bucket("temporary")))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BucketNotEmpty"));
    s3.deleteObject(r -> r.bucket("temporary").key("k"));
    s3.deleteBucket(r -> r.bucket("temporary"));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> s3.headBucket(r -> r.bucket("temporary")));
  }

  @Test
  void an_object_keeps_its_metadata() {
    s3.putObject(
        r ->
            r.bucket("content")
                .key("guide.md")
                .contentType("text/markdown")
                .cacheControl("no-cache")
                .metadata(Map.of("level", "100")),
        RequestBody.fromString("# Guide"));

    var head = s3.headObject(r -> r.bucket("content").key("guide.md"));

    assertThat(get("guide.md")).isEqualTo("# Guide");
    assertThat(head.contentLength()).isEqualTo(7);
    assertThat(head.contentType()).isEqualTo("text/markdown");
    assertThat(head.cacheControl()).isEqualTo("no-cache");
    assertThat(head.metadata()).containsEntry("level", "100");
    assertThat(head.eTag()).matches("\"[0-9a-f]{32}\"");
  }

  @Test
  void what_is_not_there_is_typed() {
    assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> get("none"));
    assertThatExceptionOfType(NoSuchKeyException.class)
        .isThrownBy(() -> s3.headObject(r -> r.bucket("content").key("none")));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> s3.listObjectsV2(r -> r.bucket("no-such-bucket")));
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "SHA1", "SHA256"})
  void checksums_of_every_kind_are_verified_and_told(ChecksumAlgorithm algorithm) {
    s3.putObject(
        r -> r.bucket("content").key("sum").checksumAlgorithm(algorithm),
        RequestBody.fromString("checked"));

    var answer =
        s3.getObjectAsBytes(r -> r.bucket("content").key("sum").checksumMode(ChecksumMode.ENABLED))
            .response();

    assertThat(
            List.of(
                String.valueOf(answer.checksumCRC32()),
                String.valueOf(answer.checksumSHA1()),
                String.valueOf(answer.checksumSHA256())))
        .filteredOn(value -> !value.equals("null"))
        .hasSize(1);
  }

  @Test
  void a_wrong_checksum_is_refused() {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("content").key("sum").checksumCRC32("AAAAAA=="),
                    RequestBody.fromString("checked")))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
  }

  @Test
  void a_large_body_comes_in_signed_chunks() {
    byte[] bytes = random(3 * 1024 * 1024 + 17);

    s3.putObject(r -> r.bucket("content").key("large"), RequestBody.fromBytes(bytes));

    assertThat(s3.getObjectAsBytes(r -> r.bucket("content").key("large")).asByteArray())
        .isEqualTo(bytes);
  }

  @Test
  void compressed_bytes_stay_as_they_are() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write("text".getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = compressed.toByteArray();

    s3.putObject(
        r -> r.bucket("content").key("t.gz").contentEncoding("gzip"), RequestBody.fromBytes(bytes));

    var answer = s3.getObjectAsBytes(r -> r.bucket("content").key("t.gz"));
    assertThat(answer.asByteArray()).isEqualTo(bytes);
    assertThat(answer.response().contentEncoding()).isEqualTo("gzip");
  }

  @Test
  void compressed_bytes_stay_as_they_are_without_chunks_too() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write("text".getBytes(StandardCharsets.UTF_8));
    }

    unchunked()
        .putObject(
            r -> r.bucket("content").key("u.gz"), RequestBody.fromBytes(compressed.toByteArray()));

    assertThat(s3.getObjectAsBytes(r -> r.bucket("content").key("u.gz")).asByteArray())
        .isEqualTo(compressed.toByteArray());
  }

  private static S3Client unchunked() {
    return platform
        .configured(S3Client.builder())
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
        .build();
  }

  @Test
  void the_asynchronous_client_works_as_well() {
    try (S3AsyncClient async =
        platform.configured(S3AsyncClient.builder()).forcePathStyle(true).build()) {
      byte[] bytes = random(300_000);

      async
          .putObject(r -> r.bucket("content").key("async"), AsyncRequestBody.fromBytes(bytes))
          .join();

      assertThat(
              async
                  .getObject(
                      r -> r.bucket("content").key("async"), AsyncResponseTransformer.toBytes())
                  .join()
                  .asByteArray())
          .isEqualTo(bytes);
    }
  }

  @Test
  void a_client_without_trailing_checksums_works_as_well() {
    unchunked().putObject(r -> r.bucket("content").key("plain"), RequestBody.fromString("plain"));

    assertThat(get("plain")).isEqualTo("plain");
  }

  @Test
  void ranges_and_preconditions_hold() {
    put("range", "0123456789");
    String etag = s3.headObject(r -> r.bucket("content").key("range")).eTag();

    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("content").key("range").range("bytes=2-4"))
                .asUtf8String())
        .isEqualTo("234");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("content").key("range").range("bytes=-2"))
                .asUtf8String())
        .isEqualTo("89");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(
            () -> s3.getObjectAsBytes(r -> r.bucket("content").key("range").ifNoneMatch(etag)))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(304));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("content").key("range").ifNoneMatch("*"),
                    RequestBody.fromString("x")))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  @Test
  void listings_have_prefixes_delimiters_and_pages() {
    s3.createBucket(r -> r.bucket("listing"));
    for (String key : List.of("a/1", "a/2", "a/b/3", "c d+ü", "e")) {
      s3.putObject(r -> r.bucket("listing").key(key), RequestBody.fromString(key));
    }

    var top = s3.listObjectsV2(r -> r.bucket("listing").delimiter("/"));
    var below = s3.listObjectsV2(r -> r.bucket("listing").delimiter("/").prefix("a/"));
    var pages = s3.listObjectsV2Paginator(r -> r.bucket("listing").maxKeys(2));

    assertThat(top.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/");
    assertThat(top.contents()).extracting(o -> o.key()).containsExactly("c d+ü", "e");
    assertThat(below.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/b/");
    assertThat(below.contents()).extracting(o -> o.key()).containsExactly("a/1", "a/2");
    assertThat(pages.contents())
        .extracting(o -> o.key())
        .containsExactly("a/1", "a/2", "a/b/3", "c d+ü", "e");
    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket("listing").delimiter("/").maxKeys(1)).stream()
                .mapToInt(page -> page.contents().size() + page.commonPrefixes().size())
                .sum())
        .isEqualTo(3);
  }

  @Test
  void a_client_that_follows_regions_finds_the_bucket() {
    S3Client roaming =
        platform
            .configured(S3Client.builder())
            .region(Region.US_EAST_1)
            .crossRegionAccessEnabled(true)
            .forcePathStyle(true)
            .build();
    put("roaming", "found");

    assertThat(roaming.getObjectAsBytes(r -> r.bucket("content").key("roaming")).asUtf8String())
        .isEqualTo("found");
  }

  @Test
  void every_object_has_one_version() {
    s3.createBucket(r -> r.bucket("versions"));
    s3.putObject(r -> r.bucket("versions").key("a"), RequestBody.fromString("1"));
    s3.putObject(r -> r.bucket("versions").key("b"), RequestBody.fromString("2"));

    assertThat(s3.listObjectVersionsPaginator(r -> r.bucket("versions").maxKeys(1)).versions())
        .extracting(v -> v.key() + "@" + v.versionId())
        .containsExactly("a@null", "b@null");
    s3.deleteObjects(
        r ->
            r.bucket("versions")
                .delete(
                    d ->
                        d.objects(
                            List.of(
                                ObjectIdentifier.builder().key("a").versionId("null").build()))));
    assertThat(s3.listObjectsV2(r -> r.bucket("versions")).contents()).hasSize(1);
  }

  @Test
  void objects_are_copied_and_deleted() {
    put("from", "text");

    s3.copyObject(
        r ->
            r.sourceBucket("content")
                .sourceKey("from")
                .destinationBucket("content")
                .destinationKey("to &<>"));
    assertThat(get("to &<>")).isEqualTo("text");
    var deleted =
        s3.deleteObjects(
            r ->
                r.bucket("content")
                    .delete(
                        d ->
                            d.objects(
                                List.of(
                                    ObjectIdentifier.builder().key("from").build(),
                                    ObjectIdentifier.builder().key("to &<>").build()))));

    assertThat(deleted.deleted()).hasSize(2);
    assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> get("from"));
  }

  @Test
  void a_bucket_of_another_account_or_region_is_out_of_reach() {
    String account = Accounts.create(platform.organizations(), "b@example.com").accountId();
    S3Client stranger = platform.assume(Accounts.roleArn(account), "s1").s3();
    S3Client elsewhere =
        platform
            .configured(S3Client.builder())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .build();

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> stranger.listObjectsV2(r -> r.bucket("content")))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> stranger.createBucket(r -> r.bucket("content")))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BucketAlreadyExists"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> elsewhere.listObjectsV2(r -> r.bucket("content")))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(301));
  }
}
