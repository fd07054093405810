package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class SignatureTest {

  private static final String ROLE = "signature";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ShiftedClock CLOCK = new ShiftedClock();
  private static LocalAws aws;
  private static Clients platform;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().clock(CLOCK).start();
    platform = Clients.management(aws);
    Roles.create(platform, ROLE);
    platform.s3().createBucket(r -> r.bucket("signed"));
    platform.s3().putObject(r -> r.bucket("signed").key("a b/ü+1"), RequestBody.fromString("hi"));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static Credentials session() {
    return platform
        .sts()
        .assumeRole(r -> r.roleArn(Roles.arn(aws, ROLE)).roleSessionName("s1"))
        .credentials();
  }

  @Test
  void an_unknown_access_key_is_refused_by_every_service() {
    Clients stranger = platform.with(AwsBasicCredentials.create("AKIAAAAAAAAAAAAAAAAA", "secret"));

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> stranger.sts().getCallerIdentity())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() -> stranger.dynamoDb().listTables())
        .satisfies(
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .isEqualTo("UnrecognizedClientException"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> stranger.s3().listBuckets())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
  }

  @Test
  void a_wrong_secret_is_refused_by_every_service() {
    Clients forger = platform.with(AwsBasicCredentials.create(aws.managementAccessKeyId(), "x"));

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> forger.sts().getCallerIdentity())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
    assertThatExceptionOfType(OrganizationsException.class)
        .isThrownBy(() -> forger.organizations().listRoots())
        .satisfies(
            e ->
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException"));
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> forger.s3().listBuckets())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
  }

  @Test
  void the_token_of_another_session_does_not_fit() {
    Credentials mine = session();
    Credentials other = session();
    AwsCredentials mixed =
        AwsSessionCredentials.create(
            mine.accessKeyId(), mine.secretAccessKey(), other.sessionToken());

    assertThat(platform.with(mine).sts().getCallerIdentity().arn()).contains(ROLE);
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> platform.with(mixed).sts().getCallerIdentity())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(
            () ->
                platform
                    .with(AwsBasicCredentials.create(mine.accessKeyId(), mine.secretAccessKey()))
                    .sts()
                    .getCallerIdentity());
  }

  @Test
  @Tag("attack-E11")
  void an_expired_session_is_refused() {
    ShiftedClock clock = new ShiftedClock();
    try (LocalAws other = LocalAws.builder().clock(clock).start()) {
      Clients owner = Clients.management(other);
      Roles.create(owner, ROLE);
      Clients session = owner.assume(Roles.arn(other, ROLE), "s1");
      session.sts().getCallerIdentity();

      clock.advance(Duration.ofMinutes(61));

      assertThatExceptionOfType(StsException.class)
          .isThrownBy(() -> session.sts().getCallerIdentity())
          .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
      assertThatExceptionOfType(S3Exception.class)
          .isThrownBy(() -> session.s3().listBuckets())
          .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
    }
  }

  @Test
  void a_body_that_was_changed_after_signing_is_refused() throws Exception {
    String body = "Action=GetCallerIdentity&Version=2011-06-15";
    SignedRequest signed = sign(body, Clock.systemUTC());

    HttpResponse<String> genuine = send(signed, body);
    HttpResponse<String> tampered = send(signed, body + "&More=1");

    assertThat(genuine.statusCode()).isEqualTo(200);
    assertThat(tampered.statusCode()).isEqualTo(403);
    assertThat(tampered.body()).contains("SignatureDoesNotMatch");
  }

  @Test
  void a_request_that_was_signed_long_ago_is_refused() throws Exception {
    String body = "Action=GetCallerIdentity&Version=2011-06-15";
    Clock past = Clock.fixed(Instant.now().minus(Duration.ofMinutes(20)), ZoneOffset.UTC);

    HttpResponse<String> late = send(sign(body, past), body);

    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body()).contains("Signature expired");
  }

  @Test
  void a_request_without_signature_is_refused() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(aws.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("MissingAuthenticationToken");
  }

  @Test
  @Tag("attack-D23")
  void a_presigned_url_works_until_it_expires_and_for_its_key_only() throws Exception {
    ShiftedClock clock = new ShiftedClock();
    try (LocalAws other = LocalAws.builder().clock(clock).start()) {
      Clients owner = Clients.management(other);
      owner.s3().createBucket(r -> r.bucket("shared"));
      owner.s3().putObject(r -> r.bucket("shared").key("a b/ü+1"), RequestBody.fromString("hi"));
      URI url;
      try (S3Presigner presigner =
          S3Presigner.builder()
              .endpointOverride(other.endpoint())
              .region(Region.EU_CENTRAL_1)
              .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
              .credentialsProvider(owner::identity)
              .build()) {
        url =
            presigner
                .presignGetObject(
                    r ->
                        r.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(g -> g.bucket("shared").key("a b/ü+1")))
                .url()
                .toURI();
      }

      assertThat(get(url).body()).isEqualTo("hi");
      assertThat(get(URI.create(url.toString().replace("%2B1", "%2B2"))).statusCode())
          .isEqualTo(403);

      clock.advance(Duration.ofMinutes(6));

      assertThat(get(url).statusCode()).isEqualTo(403);
      assertThat(get(url).body()).contains("Request has expired");
    }
  }

  @Test
  void an_s3_header_that_was_added_after_signing_is_refused() throws Exception {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(aws.endpoint().resolve("/signed/other"))
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(platform.identity())
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false));
    HttpRequest.Builder received = HttpRequest.newBuilder(request.getUri());
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> received.header(name, value));
              }
            });

    HttpResponse<String> genuine =
        HTTP.send(received.build(), HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> changed =
        HTTP.send(
            received.header("x-amz-copy-source", "signed/x").build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(genuine.body()).contains("NoSuchKey");
    assertThat(changed.statusCode()).isEqualTo(403);
    assertThat(changed.body()).contains("headers present in the request which were not signed");
  }

  @Test
  void keys_with_odd_characters_are_signed_and_found() {
    String text =
        platform.s3().getObjectAsBytes(r -> r.bucket("signed").key("a b/ü+1")).asUtf8String();

    assertThat(text).isEqualTo("hi");
  }

  private static HttpResponse<String> get(URI url) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SignedRequest sign(String body, Clock clock) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(aws.endpoint())
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            r ->
                r.identity(platform.identity())
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock));
  }

  private static HttpResponse<String> send(SignedRequest signed, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(aws.endpoint()).POST(HttpRequest.BodyPublishers.ofString(body));
    for (Map.Entry<String, java.util.List<String>> header : signed.request().headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("Host")) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
