package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.transfer.TenantTransfers;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.tenancy.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Uploads in parts and presigned addresses of a tenant, where its session policy is enforced. */
@Timeout(120)
class TenantTransfersOnLocalAwsTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final byte[] FILM = new byte[12 * 1024 * 1024];

  private static LocalAws aws;
  private static Clients platform;
  private static StsAsyncClient sts;
  private static S3AsyncClient shared;
  private static S3AsyncClient acmes;
  private static TenantClients clients;

  @BeforeAll
  static void start() {
    Arrays.fill(FILM, (byte) 'f');
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    Roles.create(platform, "tenant");
    platform.s3().createBucket(r -> r.bucket("pool"));
    platform
        .s3()
        .putObject(r -> r.bucket("pool").key("globex/f"), RequestBody.fromString("globex's"));
    sts = platform.configured(StsAsyncClient.builder()).build();
    TenantCredentialVendor vendor =
        TenantCredentialVendor.builder()
            .sts(sts)
            .role(Roles.arn(aws, "tenant"))
            .blueprint(
                IsolationBlueprint.builder("transfers")
                    .region("eu-central-1")
                    .account(aws.managementAccountId())
                    .allow(S3PrefixScope.bucket("pool"))
                    .build())
            .build();
    clients = TenantClients.over(vendor);
    shared =
        TenantClients.prepare(platform.configured(S3AsyncClient.builder()).forcePathStyle(true))
            .build();
    acmes = TenantTransfers.over(clients, shared).partSize(5 * 1024 * 1024).clientOf(ACME);
  }

  @AfterAll
  static void stop() {
    shared.close();
    sts.close();
    aws.close();
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasRootCauseInstanceOf(S3Exception.class)
        .hasStackTraceContaining("is not authorized to perform");
  }

  @Test
  void a_film_arrives_in_parts() {
    acmes
        .putObject(r -> r.bucket("pool").key("acme/film"), AsyncRequestBody.fromBytes(FILM))
        .join();

    assertThat(platform.s3().getObjectAsBytes(r -> r.bucket("pool").key("acme/film")).asByteArray())
        .isEqualTo(FILM);
    assertThat(platform.s3().headObject(r -> r.bucket("pool").key("acme/film")).eTag())
        .as("the tag of an object of three parts")
        .contains("-3");
  }

  @Test
  @Tag("attack-D22")
  void a_film_for_a_foreign_key_is_refused_before_its_first_part() {
    CompletableFuture<?> upload =
        acmes.putObject(r -> r.bucket("pool").key("globex/film"), AsyncRequestBody.fromBytes(FILM));

    denied(upload::join);
    assertThat(platform.s3().listObjectsV2(r -> r.bucket("pool").prefix("globex/")).contents())
        .extracting(object -> object.key())
        .containsExactly("globex/f");
    assertThat(platform.s3().listMultipartUploads(r -> r.bucket("pool")).uploads()).isEmpty();
  }

  @Test
  @Tag("attack-D22")
  void a_part_or_the_end_of_a_foreign_upload_is_refused() {
    String upload =
        platform.s3().createMultipartUpload(r -> r.bucket("pool").key("globex/half")).uploadId();

    denied(
        () ->
            acmes
                .uploadPart(
                    r -> r.bucket("pool").key("globex/half").uploadId(upload).partNumber(1),
                    AsyncRequestBody.fromString("planted"))
                .join());
    denied(
        () ->
            acmes
                .completeMultipartUpload(
                    r ->
                        r.bucket("pool")
                            .key("globex/half")
                            .uploadId(upload)
                            .multipartUpload(
                                m ->
                                    m.parts(
                                        CompletedPart.builder().partNumber(1).eTag("e").build())))
                .join());
    denied(
        () ->
            acmes
                .abortMultipartUpload(r -> r.bucket("pool").key("globex/half").uploadId(upload))
                .join());
    platform.s3().abortMultipartUpload(r -> r.bucket("pool").key("globex/half").uploadId(upload));
  }

  @Test
  @Tag("attack-D23")
  void a_presigned_address_opens_own_keys_only() throws Exception {
    platform.s3().putObject(r -> r.bucket("pool").key("acme/f"), RequestBody.fromString("acme's"));
    try (S3Presigner base =
        S3Presigner.builder()
            .credentialsProvider(RefusingCredentialsProvider.INSTANCE)
            .endpointOverride(aws.endpoint())
            .region(Region.EU_CENTRAL_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      S3Presigner presigner = clients.presigner(S3Presigner.class, base, ACME);

      assertThat(get(presigner, "acme/f"))
          .returns(200, HttpResponse::statusCode)
          .returns("acme's", HttpResponse::body);
      assertThat(get(presigner, "globex/f").statusCode()).isEqualTo(403);
      assertThat(get(presigner, "globex/f").body()).doesNotContain("globex's");
    }
  }

  private static HttpResponse<String> get(S3Presigner presigner, String key) throws Exception {
    String url =
        presigner
            .presignGetObject(
                p ->
                    p.signatureDuration(Duration.ofMinutes(5))
                        .getObjectRequest(g -> g.bucket("pool").key(key)))
            .url()
            .toString();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
