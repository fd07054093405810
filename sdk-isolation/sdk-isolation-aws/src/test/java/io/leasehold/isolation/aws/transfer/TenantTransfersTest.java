package io.leasehold.isolation.aws.transfer;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.LoopbackAws.Seen;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.transfer.internal.PartPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.DownloadRequest;
import software.amazon.awssdk.utils.async.SimplePublisher;

@Tag("attack-E02")
@Timeout(60)
class TenantTransfersTest {

  private static final String ACMES = "ASIA-t-acme-1";
  private static final int PART = 100_000;

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final S3AsyncClient shared =
      TenantClients.prepare(new SharedClients(aws.endpoint()).s3Async()).build();
  private final TenantTransfers transfers =
      TenantTransfers.over(TenantClients.over(Samples.vendor(sts).build()), shared)
          .with(new PartPlan(PART, 3));

  @AfterEach
  void close() {
    shared.close();
    aws.close();
    sts.close();
  }

  private static PutObjectRequest put() {
    return PutObjectRequest.builder()
        .bucket("b")
        .key("acme/k")
        .contentType("text/x-note")
        .expectedBucketOwner("111111111111")
        .build();
  }

  private static byte[] bytes(int length) {
    return "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
  }

  private List<String> sent() {
    return aws.seen().stream().map(TenantTransfersTest::describe).sorted().toList();
  }

  private static String describe(Seen request) {
    String query = String.valueOf(request.uri().getRawQuery());
    String part = query.replaceAll(".*partNumber=(\\d+).*", "part $1");
    return request.method() + " " + (part.startsWith("part") ? part : query);
  }

  @Test
  void a_large_upload_is_signed_part_by_part_by_the_tenant() {
    PutObjectResponse answer =
        transfers
            .clientOf(ACME)
            .putObject(put(), AsyncRequestBody.fromBytes(bytes(3 * PART + 1)))
            .join();

    assertThat(sent())
        .containsExactly(
            "POST uploadId=u",
            "POST uploads",
            "PUT part 1",
            "PUT part 2",
            "PUT part 3",
            "PUT part 4");
    assertThat(aws.signers()).containsOnly(ACMES);
    assertThat(answer.eTag()).isEqualTo("e");
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void what_the_request_says_is_said_by_the_parts_too() {
    transfers.clientOf(ACME).putObject(put(), AsyncRequestBody.fromBytes(bytes(2 * PART))).join();

    assertThat(aws.seen())
        .allSatisfy(
            request ->
                assertThat(request.headers())
                    .containsEntry("x-amz-expected-bucket-owner", "111111111111"));
    Seen create = aws.seen().get(0);
    assertThat(create.headers())
        .containsEntry("content-type", "text/x-note")
        .containsEntry("x-amz-checksum-algorithm", "CRC32");
    String complete = aws.seen().get(aws.seen().size() - 1).body();
    assertThat(complete)
        .matches(
            Pattern.compile(
                ".*<Part>.*<PartNumber>1</PartNumber>.*<PartNumber>2</PartNumber>.*",
                Pattern.DOTALL));
  }

  @Test
  void a_small_upload_is_one_request() {
    transfers.clientOf(ACME).putObject(put(), AsyncRequestBody.fromBytes(bytes(PART))).join();

    assertThat(sent()).hasSize(1);
    assertThat(aws.signers()).containsOnly(ACMES);
  }

  @Test
  void an_upload_with_a_digest_of_the_whole_is_one_request() {
    transfers
        .clientOf(ACME)
        .putObject(
            put().toBuilder().checksumCRC32("AAAAAA==").build(),
            AsyncRequestBody.fromBytes(bytes(2 * PART)))
        .join();

    assertThat(sent()).hasSize(1);
    assertThat(aws.seen().get(0).headers()).containsEntry("x-amz-checksum-crc32", "AAAAAA==");
  }

  @Test
  void an_upload_of_unknown_length_goes_in_parts() {
    transfers
        .clientOf(ACME)
        .putObject(
            put(), AsyncRequestBody.fromPublisher(AsyncRequestBody.fromBytes(bytes(250_000))))
        .join();

    assertThat(sent()).contains("PUT part 1", "PUT part 2", "PUT part 3").hasSize(5);
    assertThat(aws.signers()).containsOnly(ACMES);
  }

  @Test
  void the_transfer_manager_uploads_and_downloads_as_the_tenant(@TempDir Path directory)
      throws Exception {
    Path file = Files.write(directory.resolve("film"), bytes(2 * PART + 5));
    try (S3TransferManager manager =
        S3TransferManager.builder().s3Client(transfers.clientOf(ACME)).build()) {
      manager.uploadFile(u -> u.source(file).putObjectRequest(put())).completionFuture().join();
      manager
          .upload(u -> u.putObjectRequest(put()).requestBody(AsyncRequestBody.fromBytes(bytes(5))))
          .completionFuture()
          .join();
      manager
          .uploadDirectory(u -> u.source(directory).bucket("b").s3Prefix("acme"))
          .completionFuture()
          .join();
      manager
          .download(
              DownloadRequest.builder()
                  .getObjectRequest(g -> g.bucket("b").key("acme/k"))
                  .responseTransformer(AsyncResponseTransformer.toBytes())
                  .build())
          .completionFuture()
          .join();
      manager
          .downloadDirectory(
              d ->
                  d.bucket("b")
                      .listObjectsV2RequestTransformer(l -> l.prefix("acme/"))
                      .destination(directory.resolve("back")))
          .completionFuture()
          .join();
      manager
          .copy(
              c ->
                  c.copyObjectRequest(
                      r ->
                          r.sourceBucket("b")
                              .sourceKey("acme/k")
                              .destinationBucket("b")
                              .destinationKey("acme/l")))
          .completionFuture()
          .join();
    }

    // 5 for the file, 1, 5 for the directory, 1, two pages of a list and the objects on them, 1.
    assertThat(aws.seen()).hasSizeGreaterThanOrEqualTo(15);
    assertThat(aws.signers()).containsOnly(ACMES);
  }

  @Test
  void a_part_that_fails_ends_the_upload_and_s3_is_told() {
    aws.refuseParts();

    CompletableFuture<PutObjectResponse> upload =
        transfers.clientOf(ACME).putObject(put(), AsyncRequestBody.fromBytes(bytes(5 * PART)));

    assertThatThrownBy(upload::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Access Denied");
    assertThat(sent()).contains("DELETE uploadId=u").doesNotContain("POST uploadId=u");
    assertThat(aws.signers()).containsOnly(ACMES);
  }

  @Test
  void a_body_that_breaks_ends_the_upload_and_s3_is_told() {
    CompletableFuture<PutObjectResponse> upload =
        transfers.clientOf(ACME).putObject(put(), new OddBody(2 * PART + 1, true));

    assertThatThrownBy(upload::join).hasRootCauseMessage("the source broke");
    assertThat(sent()).contains("DELETE uploadId=u").doesNotContain("POST uploadId=u");
  }

  @Test
  void who_cancels_ends_the_upload_and_s3_is_told() {
    CompletableFuture<PutObjectResponse> upload =
        transfers.clientOf(ACME).putObject(put(), new OddBody(PART + 1, false));
    Awaitility.await().until(() -> sent().contains("PUT part 1"));

    upload.cancel(true);

    assertThatThrownBy(upload::join).isInstanceOf(CancellationException.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(sent()).contains("DELETE uploadId=u"));
    assertThat(sent()).doesNotContain("POST uploadId=u");
  }

  @Test
  void a_shared_client_that_was_not_prepared_is_refused() {
    TenantTransfers over =
        TenantTransfers.over(
            TenantClients.over(Samples.vendor(sts).build()),
            new SharedClients(aws.endpoint())
                .s3Async()
                .credentialsProvider(SharedClients.PLATFORM)
                .build());

    assertThatThrownBy(() -> over.clientOf(ACME)).isInstanceOf(UnsupportedClientException.class);
  }

  @Test
  void parts_are_as_large_as_s3_wants_them() {
    TenantTransfers any =
        TenantTransfers.over(TenantClients.over(Samples.vendor(sts).build()), shared);

    assertThatThrownBy(() -> any.partSize(5 * 1024 * 1024 - 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> any.atOnce(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(PartPlan.DEFAULT.partSizeFor(PartPlan.DEFAULT.partSize() * 10_000))
        .isEqualTo(PartPlan.DEFAULT.partSize());
    assertThat(PartPlan.DEFAULT.partSizeFor(PartPlan.DEFAULT.partSize() * 10_000 + 1))
        .isEqualTo(PartPlan.DEFAULT.partSize() + 1);
  }

  /** Two parts and a break, or a part and then nothing more, for ever. */
  private record OddBody(int length, boolean breaks) implements AsyncRequestBody {
    @Override
    public Optional<Long> contentLength() {
      return Optional.empty();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      SimplePublisher<ByteBuffer> publisher = new SimplePublisher<>();
      publisher.subscribe(subscriber);
      var unused = publisher.send(ByteBuffer.wrap(bytes(length)));
      if (breaks) {
        var unusedToo = publisher.error(new IllegalStateException("the source broke"));
      }
    }
  }
}
