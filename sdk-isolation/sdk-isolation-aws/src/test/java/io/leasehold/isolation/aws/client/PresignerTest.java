package io.leasehold.isolation.aws.client;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.isolation.aws.guard.PresignLifetimeException;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.SigningIdentityException;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.VendRequest;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.presigner.PresignRequest;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

@Tag("attack-D23")
@Timeout(60)
class PresignerTest {

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final S3Presigner shared =
      S3Presigner.builder()
          .credentialsProvider(RefusingCredentialsProvider.INSTANCE)
          .region(Region.EU_CENTRAL_1)
          .build();
  private final S3Presigner presigner =
      TenantClients.over(Samples.vendor(sts).build()).presigner(S3Presigner.class, shared);

  @AfterEach
  void close() {
    shared.close();
    sts.close();
  }

  private static PresignedGetObjectRequest get(S3Presigner presigner, Duration duration) {
    return presigner.presignGetObject(
        p -> p.signatureDuration(duration).getObjectRequest(g -> g.bucket("b").key("acme/k")));
  }

  /** A presigner over credentials that end when we like. */
  private S3Presigner lasting(Duration rest) {
    Instant end = Instant.now().plus(rest);
    return new TenantClients(
            request ->
                CompletableFuture.completedFuture(
                    new TenantCredentials(request.tenant(), "ASIA-ACME", "s", "t", end)),
            null)
        .presigner(S3Presigner.class, shared, ACME);
  }

  @Test
  void an_address_is_signed_by_the_tenant_in_scope() throws Exception {
    PresignedGetObjectRequest acmes =
        TenantScopes.call(Tenants.ACME, () -> get(presigner, Duration.ofMinutes(5)));
    PresignedGetObjectRequest globexs =
        TenantScopes.call(Tenants.GLOBEX, () -> get(presigner, Duration.ofMinutes(5)));

    assertThat(acmes.url().toString()).contains("X-Amz-Credential=ASIA-t-acme-1%2F");
    assertThat(globexs.url().toString()).contains("X-Amz-Credential=ASIA-t-globex-2%2F");
    assertThat(acmes.url().getPath()).endsWith("/acme/k");
  }

  @Test
  void every_kind_of_address_is_signed_by_the_tenant() {
    TenantScopes.run(
        Tenants.ACME,
        () -> {
          Duration five = Duration.ofMinutes(5);
          assertThat(
                  Stream.<PresignedRequest>of(
                          presigner.presignPutObject(
                              p ->
                                  p.signatureDuration(five)
                                      .putObjectRequest(r -> r.bucket("b").key("acme/k"))),
                          presigner.presignDeleteObject(
                              p ->
                                  p.signatureDuration(five)
                                      .deleteObjectRequest(r -> r.bucket("b").key("acme/k"))),
                          presigner.presignHeadObject(
                              p ->
                                  p.signatureDuration(five)
                                      .headObjectRequest(r -> r.bucket("b").key("acme/k"))),
                          presigner.presignHeadBucket(
                              p -> p.signatureDuration(five).headBucketRequest(r -> r.bucket("b"))),
                          presigner.presignCreateMultipartUpload(
                              p ->
                                  p.signatureDuration(five)
                                      .createMultipartUploadRequest(
                                          r -> r.bucket("b").key("acme/k"))),
                          presigner.presignUploadPart(
                              p ->
                                  p.signatureDuration(five)
                                      .uploadPartRequest(
                                          r ->
                                              r.bucket("b")
                                                  .key("acme/k")
                                                  .uploadId("u")
                                                  .partNumber(1))),
                          presigner.presignCompleteMultipartUpload(
                              p ->
                                  p.signatureDuration(five)
                                      .completeMultipartUploadRequest(
                                          r -> r.bucket("b").key("acme/k").uploadId("u"))),
                          presigner.presignAbortMultipartUpload(
                              p ->
                                  p.signatureDuration(five)
                                      .abortMultipartUploadRequest(
                                          r -> r.bucket("b").key("acme/k").uploadId("u"))))
                      .map(presigned -> presigned.url().toString()))
              .hasSize(8)
              .allSatisfy(url -> assertThat(url).contains("X-Amz-Credential=ASIA-t-acme-1%2F"));
        });
  }

  @Test
  void an_address_never_outlives_its_credentials() {
    assertThat(get(lasting(Duration.ofMinutes(10)), Duration.ofMinutes(9)).url()).isNotNull();
    assertThatThrownBy(() -> get(lasting(Duration.ofMinutes(10)), Duration.ofMinutes(11)))
        .isInstanceOf(PresignLifetimeException.class)
        .hasMessageContaining("shorter signature")
        .extracting(e -> ((IsolationException) e).code())
        .isEqualTo("LH-ISO-158");
  }

  @Test
  void a_week_is_more_than_any_session_of_a_tenant() {
    assertThatThrownBy(
            () -> TenantScopes.call(Tenants.ACME, () -> get(presigner, Duration.ofDays(7))))
        .isInstanceOf(CredentialVendingException.class)
        .hasMessageContaining("duration");
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  void the_vendor_is_asked_for_credentials_that_last_as_long_as_the_address() {
    VendRequest[] asked = new VendRequest[1];
    S3Presigner asking =
        new TenantClients(
                request -> {
                  asked[0] = request;
                  return CompletableFuture.completedFuture(
                      new TenantCredentials(
                          ACME, "ASIA-ACME", "s", "t", Instant.parse("2100-01-01T00:00:00Z")));
                },
                null)
            .presigner(S3Presigner.class, shared, ACME);

    get(asking, Duration.ofMinutes(40));

    assertThat(asked[0])
        .isEqualTo(VendRequest.of(ACME).forService("s3").lasting(Duration.ofMinutes(40)));
  }

  @Test
  void credentials_of_somebody_else_in_the_request_are_replaced() {
    TenantScopes.run(
        Tenants.ACME,
        () ->
            assertThat(
                    presigner
                        .presignGetObject(
                            p ->
                                p.signatureDuration(Duration.ofMinutes(5))
                                    .getObjectRequest(
                                        g ->
                                            g.bucket("b")
                                                .key("k")
                                                .overrideConfiguration(
                                                    o ->
                                                        o.credentialsProvider(
                                                            SharedClients.PLATFORM))))
                        .url()
                        .toString())
                .contains("ASIA-t-acme-1"));
  }

  @Test
  @Tag("attack-E06")
  void a_presigner_that_loses_the_tenant_hands_nothing_out() {
    try (S3Presigner own =
        S3Presigner.builder()
            .credentialsProvider(SharedClients.PLATFORM)
            .region(Region.EU_CENTRAL_1)
            .build()) {
      S3Presigner facade =
          TenantClients.over(Samples.vendor(sts).build())
              .presigner(S3Presigner.class, losing(own), GLOBEX);

      assertThatThrownBy(() -> get(facade, Duration.ofMinutes(5)))
          .isInstanceOf(SigningIdentityException.class)
          .hasMessageContaining("PLATFORM");
    }
  }

  /** Forgets the override of a request, as clients of the SDK have done. */
  private static S3Presigner losing(S3Presigner presigner) {
    return (S3Presigner)
        Proxy.newProxyInstance(
            S3Presigner.class.getClassLoader(),
            new Class<?>[] {S3Presigner.class},
            (proxy, method, arguments) ->
                get(presigner, ((PresignRequest) arguments[0]).signatureDuration()));
  }

  @Test
  void without_a_tenant_there_is_no_address() {
    assertThatThrownBy(() -> get(presigner, Duration.ofMinutes(5)))
        .isInstanceOf(TenantRequiredException.class);
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  void an_express_bucket_is_refused() {
    TenantScopes.run(
        Tenants.ACME,
        () ->
            assertThatThrownBy(
                    () ->
                        presigner.presignGetObject(
                            p ->
                                p.signatureDuration(Duration.ofMinutes(5))
                                    .getObjectRequest(
                                        g -> g.bucket("b--euc1-az1--x-s3").key("acme/k"))))
                .isInstanceOf(UnsupportedClientException.class));
  }

  @Test
  void closing_a_facade_leaves_the_shared_presigner_open() {
    presigner.close();

    TenantScopes.run(
        Tenants.ACME, () -> assertThat(get(presigner, Duration.ofMinutes(5)).url()).isNotNull());
    assertThat(presigner).hasToString("S3Presigner bound to tenants").isEqualTo(presigner);
  }
}
