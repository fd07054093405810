package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SearchDomainScope;
import io.leasehold.isolation.iam.PolicyDocument;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Who is let through, who is not, and how it looks from the outside. */
class IamEnforcingHttpClientTest {

  private final Offline acme =
      Offline.acme(
          AwsFacts.none(),
          S3PrefixScope.bucket("pool"),
          new ApiRouteScope("a1b2c3d4e5", "prod", "t/"),
          SearchDomainScope.prefixed("search-"));
  private final SdkHttpClient http =
      IamEnforcingHttpClient.answering(acme.iam, OfflineAnswers.nothing());

  private S3Client files(AwsCredentials keys, SdkHttpClient through) {
    return S3Client.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(keys))
        .httpClient(through)
        .build();
  }

  private void read(AwsCredentials keys) {
    files(keys, http).getObjectAsBytes(r -> r.bucket("pool").key("acme/f"));
  }

  @Test
  @Tag("attack-E20")
  void only_a_known_key_with_its_secret_and_its_token_is_let_through() {
    AwsSessionCredentials own = Offline.KEYS;

    read(own);
    assertThatThrownBy(() -> read(AwsBasicCredentials.create("AKIABASEBASEBASEBASE", "s")))
        .hasMessageContaining("does not exist in our records");
    assertThatThrownBy(
            () -> read(AwsBasicCredentials.create(own.accessKeyId(), own.secretAccessKey())))
        .hasMessageContaining("token is malformed or otherwise invalid");
    assertThatThrownBy(
            () -> read(AwsSessionCredentials.create(own.accessKeyId(), "x", own.sessionToken())))
        .hasMessageContaining("signature we calculated does not match");
    assertThat(acme.calls)
        .extracting(EnforcedCall::outcome)
        .containsExactly(
            EnforcedCall.Outcome.ALLOWED,
            EnforcedCall.Outcome.NOT_AUTHENTIC,
            EnforcedCall.Outcome.NOT_AUTHENTIC,
            EnforcedCall.Outcome.NOT_AUTHENTIC);
  }

  @Test
  void sessions_come_and_go() {
    AwsSessionCredentials late = AwsSessionCredentials.create("ASIALATE", "late", "late");
    acme.iam.admit(EnforcedSession.of(Offline.ARN, late, stackOfEverything()));

    read(late);
    acme.iam.dismiss("ASIALATE");

    assertThatThrownBy(() -> read(late)).hasMessageContaining("does not exist in our records");
  }

  private static io.leasehold.isolation.iam.PolicyStack stackOfEverything() {
    return io.leasehold.isolation.iam.PolicyStack.builder()
        .identity(
            PolicyDocument.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                    + "\"Action\":\"*\",\"Resource\":\"*\"}]}"))
        .build();
  }

  @Test
  void an_unsigned_request_is_refused() throws IOException {
    assertThat(call(request("https://pool.s3.eu-central-1.amazonaws.com/acme/f").build()))
        .isEqualTo(403);
    assertThat(acme.calls.get(0).outcome()).isEqualTo(EnforcedCall.Outcome.NOT_AUTHENTIC);
  }

  @Test
  @Tag("attack-D23")
  void a_presigned_address_is_decided_like_any_other_request() throws IOException {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(Offline.KEYS))
            .build()) {
      for (String key : List.of("acme/f", "globex/f")) {
        URI address =
            URI.create(
                presigner
                    .presignGetObject(
                        p ->
                            p.signatureDuration(Duration.ofMinutes(1))
                                .getObjectRequest(r -> r.bucket("pool").key(key)))
                    .url()
                    .toString());
        assertThat(call(request(address.toString()).build()))
            .isEqualTo(key.startsWith("acme") ? 200 : 403);
      }
    }
    assertThat(acme.calls.get(0).needed().get(0).context())
        .containsEntry("s3:authType", List.of("REST-QUERY-STRING"))
        .containsKey("s3:signatureAge");
  }

  @Test
  @Tag("attack-D39")
  void a_route_of_an_api_is_its_method_and_path() throws IOException {
    String api = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/";

    assertThat(signed("execute-api", SdkHttpMethod.GET, api + "prod/t/acme/orders")).isEqualTo(200);
    assertThat(acme.actions())
        .containsExactly(
            "execute-api:Invoke arn:aws:execute-api:eu-central-1:111122223333:"
                + "a1b2c3d4e5/prod/GET/t/acme/orders");
    assertThat(signed("execute-api", SdkHttpMethod.GET, api + "prod/t/globex/orders"))
        .isEqualTo(403);
    assertThat(signed("execute-api", SdkHttpMethod.GET, api + "test/t/acme/orders")).isEqualTo(403);
    assertThat(signed("execute-api", SdkHttpMethod.HEAD, api + "prod/t/acme/orders"))
        .isEqualTo(403);
    String other = api.replace("a1b2c3d4e5", "f1b2c3d4e5");
    assertThat(signed("execute-api", SdkHttpMethod.GET, other + "prod/t/acme/o")).isEqualTo(403);
  }

  @ParameterizedTest
  @Tag("attack-D39")
  @Tag("attack-D40")
  @ValueSource(
      strings = {
        "prod/t/acme/../globex/orders",
        "prod/t/acme/%2e%2e/globex",
        "prod/t/acme%2Forders",
        "prod/t//acme/orders",
        "prod/t/%61cme/orders",
        "prod/t/acme/.",
        "prod/t/acme/%5c..%5cglobex"
      })
  void a_path_with_two_readings_is_not_sent(String path) {
    for (String host :
        List.of(
            "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/",
            "https://search-search-acme-abcdefghijklmnopqrstuvwxyz.eu-central-1.es.amazonaws.com/")) {
      String service = host.contains("execute-api") ? "execute-api" : "es";
      assertThatThrownBy(() -> signed(service, SdkHttpMethod.GET, host + path))
          .isInstanceOf(UnreadableRequestException.class)
          .hasMessageContaining("is not known");
    }
  }

  @Test
  @Tag("attack-D40")
  void a_search_domain_is_in_the_host() throws IOException {
    String own =
        "https://search-search-acme-abcdefghijklmnopqrstuvwxyz.eu-central-1.es.amazonaws.com/";

    assertThat(signed("es", SdkHttpMethod.GET, own + "logs/_search")).isEqualTo(200);
    assertThat(acme.actions())
        .containsExactly(
            "es:ESHttpGet arn:aws:es:eu-central-1:111122223333:domain/search-acme/logs/_search");
    assertThat(signed("es", SdkHttpMethod.GET, own.replace("acme", "globex") + "logs/_search"))
        .isEqualTo(403);
    assertThat(signed("es", SdkHttpMethod.PATCH, own + "logs")).isEqualTo(403);
    assertThatThrownBy(() -> signed("es", SdkHttpMethod.GET, "https://logs.example.com/_search"))
        .hasMessageContaining("AwsFacts.searchEndpoint");
  }

  @Test
  void a_service_that_nobody_reads_gets_nothing() {
    assertThatThrownBy(
            () -> signed("ec2", SdkHttpMethod.GET, "https://ec2.eu-central-1.amazonaws.com/"))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessageContaining("requests to \"ec2\" are not read here")
        .extracting(e -> ((UnreadableRequestException) e).code())
        .isEqualTo("LH-ISO-170");
  }

  @Test
  void a_client_behind_it_gets_only_what_is_allowed_and_the_same_bytes() {
    List<HttpExecuteRequest> forwarded = new ArrayList<>();
    SdkHttpClient behind =
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            forwarded.add(request);
            return http.prepareRequest(request); // verifies the signature a second time
          }

          @Override
          public void close() {}
        };
    S3Client files = files(Offline.KEYS, IamEnforcingHttpClient.inFrontOf(behind, acme.iam));
    var body = software.amazon.awssdk.core.sync.RequestBody.fromString("content");

    files.putObject(r -> r.bucket("pool").key("acme/f"), body);
    assertThatThrownBy(() -> files.putObject(r -> r.bucket("pool").key("globex/f"), body))
        .hasMessageContaining("is not authorized to perform: s3:PutObject");

    assertThat(forwarded).hasSize(1);
  }

  @Test
  @Tag("attack-C02")
  void a_resource_policy_that_names_the_session_is_not_limited_by_its_session_policy() {
    PolicyDocument careless =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",
             "Principal":{"AWS":"%s"},"Resource":"arn:aws:s3:::pool/*"}]}"""
                .formatted(Offline.ARN));
    Offline some =
        Offline.acme(
            AwsFacts.builder().resourcePolicy("arn:aws:s3:::pool", careless).build(),
            S3PrefixScope.bucket("pool"));
    S3Client files = some.client(S3Client.builder());

    acme.denied(
        () ->
            acme.client(S3Client.builder())
                .getObjectAsBytes(r -> r.bucket("pool").key("globex/f")));
    some.allowed(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("globex/f")));
  }

  @Test
  void what_is_the_same_for_all_requests_is_said_once() {
    PolicyDocument policy =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*",
             "Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}]}""");
    var session =
        EnforcedSession.of(
            Offline.ARN,
            Offline.KEYS,
            io.leasehold.isolation.iam.PolicyStack.builder().identity(policy).build());
    IamEnforcement unsaid = IamEnforcement.builder().session(session).build();
    IamEnforcement said =
        IamEnforcement.builder().session(session).environment("aws:SourceVpc", "vpc-1").build();

    assertThatThrownBy(
            () ->
                files(
                        Offline.KEYS,
                        IamEnforcingHttpClient.answering(unsaid, OfflineAnswers.nothing()))
                    .listBuckets())
        .hasMessageContaining("aws:sourcevpc")
        .hasMessageContaining("IamEnforcement.Builder.environment");
    assertThat(
            files(Offline.KEYS, IamEnforcingHttpClient.answering(said, OfflineAnswers.nothing()))
                .listBuckets()
                .buckets())
        .isEmpty();
  }

  @Test
  void answers_take_the_place_of_aws() {
    S3Client files =
        files(
            Offline.KEYS,
            IamEnforcingHttpClient.answering(
                acme.iam,
                call ->
                    Optional.of(
                        OfflineAnswer.bytes(
                                call.operation().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .header("x-amz-meta-who", call.sessionArn()))));

    var answer = files.getObjectAsBytes(r -> r.bucket("pool").key("acme/f"));

    assertThat(answer.asUtf8String()).isEqualTo("GetObject");
    assertThat(answer.response().metadata()).isEqualTo(Map.of("who", Offline.ARN));
  }

  @Test
  void no_text_shows_a_secret() {
    assertThat(EnforcedSession.of(Offline.ARN, Offline.KEYS, stackOfEverything()).toString())
        .contains(Offline.ARN)
        .doesNotContain(Offline.KEYS.secretAccessKey())
        .doesNotContain(Offline.KEYS.sessionToken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?prefix=acme/&prefix=globex/", "?list-type=2&new-parameter=1"})
  void a_parameter_that_comes_twice_or_is_not_known_is_not_sent(String query) {
    assertThatThrownBy(
            () ->
                signed(
                    "s3", SdkHttpMethod.GET, "https://pool.s3.eu-central-1.amazonaws.com/" + query))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessageContaining("the parameter");
  }

  @Test
  void a_header_that_steers_and_comes_twice_is_not_sent() {
    SdkHttpRequest twice =
        request("https://pool.s3.eu-central-1.amazonaws.com/acme/f")
            .method(SdkHttpMethod.PUT)
            .appendHeader("x-amz-copy-source", "pool/acme/g")
            .appendHeader("x-amz-copy-source", "pool/globex/g")
            .build();

    assertThatThrownBy(() -> call(sign("s3", twice)))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessageContaining("x-amz-copy-source twice");
  }

  private static SdkHttpRequest.Builder request(String uri) {
    return SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create(uri));
  }

  private int signed(String service, SdkHttpMethod method, String uri) throws IOException {
    return call(sign(service, request(uri).method(method).build()));
  }

  private static SdkHttpRequest sign(String service, SdkHttpRequest request) {
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(Offline.KEYS)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"));
    return signed.request();
  }

  private int call(SdkHttpRequest request) throws IOException {
    HttpExecuteResponse response =
        http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
    return response.httpResponse().statusCode();
  }
}
