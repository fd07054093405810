package io.leasehold.isolation.aws.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 Express sessions reach a whole bucket, so tenants do not get there at all. */
@Tag("attack-D26")
@Tag("attack-E04")
@Timeout(60)
class ExpressBucketsTest {

  private static final String EXPRESS = "pool--euc1-az1--x-s3";

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final S3Client s3 =
      clients.scoped(S3Client.class, TenantClients.prepare(shared.s3()).build(), Samples.ACME);
  private final S3AsyncClient s3Async =
      clients.scoped(
          S3AsyncClient.class, TenantClients.prepare(shared.s3Async()).build(), Samples.ACME);

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  private void refused(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause)
        .isInstanceOfSatisfying(
            UnsupportedClientException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-152"));
    assertThat(aws.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EXPRESS,
        "point--euc1-az1--xa-s3",
        "arn:aws:s3express:eu-central-1:111111111111:accesspoint/p--euc1-az1--xa-s3"
      })
  void every_way_to_name_an_express_bucket_is_refused(String bucket) {
    refused(() -> s3.getObjectAsBytes(g -> g.bucket(bucket).key("acme/k")));
  }

  @Test
  void every_kind_of_call_is_refused() {
    refused(() -> s3.putObject(p -> p.bucket(EXPRESS).key("acme/k"), RequestBody.fromString("x")));
    refused(() -> s3.createSession(c -> c.bucket(EXPRESS)));
    refused(() -> s3.listObjectsV2Paginator(l -> l.bucket(EXPRESS)).stream().toList());
    refused(
        () ->
            s3.copyObject(
                c ->
                    c.sourceBucket(EXPRESS)
                        .sourceKey("acme/k")
                        .destinationBucket("pool")
                        .destinationKey("acme/k")));
    refused(
        () ->
            s3Async
                .putObject(p -> p.bucket(EXPRESS).key("acme/k"), AsyncRequestBody.fromString("x"))
                .join());
  }

  @Test
  void a_call_that_gets_past_the_facade_is_stopped_at_the_wire() {
    S3Client prepared = TenantClients.prepare(shared.s3()).build();

    assertThatThrownBy(() -> prepared.getObjectAsBytes(g -> g.bucket(EXPRESS).key("acme/k")))
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(IsolationException.class),
            e -> assertThat(e).hasRootCauseInstanceOf(IsolationException.class));
    assertThat(aws.seen()).isEmpty();
  }
}
