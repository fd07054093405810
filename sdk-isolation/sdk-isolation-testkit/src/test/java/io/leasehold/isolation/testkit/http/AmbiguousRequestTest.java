package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Requests of two readings: one that the tenant may make, and one that it may not. Nobody says
 * which of them a service takes, so none is let through. All of them are signed as they should be.
 */
class AmbiguousRequestTest {

  private static final String DYNAMODB = "https://dynamodb.eu-central-1.amazonaws.com/";
  private static final String SQS = "https://sqs.eu-central-1.amazonaws.com/";
  private static final String SNS = "https://sns.eu-central-1.amazonaws.com/";
  private static final String STS = "https://sts.eu-central-1.amazonaws.com/";
  private static final String POOL = "https://pool.s3.eu-central-1.amazonaws.com/";
  private static final String API = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/";
  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/x-amz-json-1.0");
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private final AwsFacts facts = AwsFacts.builder().table("pool", "tenant").build();
  private final Offline acme =
      Offline.acme(
          facts,
          DynamoDbPooledScope.table("pool"),
          S3PrefixScope.bucket("pool"),
          new ApiRouteScope("a1b2c3d4e5", "prod", "t/"));
  private final Offline everything = Offline.everything(facts);

  @Test
  @Tag("attack-D01")
  void a_name_that_json_has_twice() {
    String both =
        "{\"TableName\":\"pool\",\"Key\":{\"tenant\":{\"S\":\"%s\"}},\"Key\":{\"tenant\":{\"S\":\"%s\"}}}";
    var get = with(JSON, "X-Amz-Target", "DynamoDB_20120810.GetItem");

    unreadable(acme, "dynamodb", DYNAMODB, get, both.formatted("globex", "acme"));
    unreadable(acme, "dynamodb", DYNAMODB, get, both.formatted("acme", "globex"));
    unreadable(
        acme,
        "dynamodb",
        DYNAMODB,
        get,
        "{\"TableName\":\"pool\",\"Key\":{\"tenant\":{\"S\":\"globex\",\"S\":\"acme\"}}}");
  }

  @Test
  void a_member_that_is_null_is_one_that_is_missing() {
    Offline selective =
        Offline.with(
            facts,
            "{'Effect':'Allow','Action':'dynamodb:Scan','Resource':'*',"
                + "'Condition':{'Null':{'dynamodb:Select':'false'},"
                + "'StringNotEquals':{'dynamodb:Select':'ALL_ATTRIBUTES'}}}");
    var scan = with(JSON, "X-Amz-Target", "DynamoDB_20120810.Scan");

    assertThat(send(selective, "dynamodb", DYNAMODB, scan, "{\"TableName\":\"pool\"}"))
        .isEqualTo(400);
    assertThat(
            send(selective, "dynamodb", DYNAMODB, scan, "{\"TableName\":\"pool\",\"Select\":null}"))
        .isEqualTo(400);
  }

  @Test
  void an_operation_that_is_named_in_two_places() {
    String input = "{\"QueueUrl\":\"%s111122223333/jobs\"}".formatted(SQS);
    String receive = "?Action=ReceiveMessage&Version=2012-11-05";
    var purge = with(JSON, "X-Amz-Target", "AmazonSQS.PurgeQueue");

    assertThat(send(everything, "sqs", SQS, purge, input)).isEqualTo(200);
    unreadable(everything, "sqs", SQS + "111122223333/other" + receive, purge, input);
    unreadable(everything, "sqs", SQS + receive, purge, input);
    unreadable(
        everything,
        "sqs",
        SQS,
        with(purge, "Content-Type", "application/x-www-form-urlencoded"),
        input);
    unreadable(
        everything,
        "sqs",
        SQS,
        with(JSON, "X-Amz-Target", "AmazonSQS.ReceiveMessage, AmazonSQS.PurgeQueue"),
        input);
    unreadable(
        everything,
        "sns",
        SNS,
        with(FORM, "X-Amz-Target", "AmazonSimpleNotificationService.DeleteTopic"),
        "Action=Publish&TopicArn=arn:aws:sns:eu-central-1:111122223333:acme");
  }

  @Test
  void a_header_that_comes_twice() {
    String input = "{\"TableName\":\"pool\"}";
    SdkHttpRequest.Builder request =
        request(DYNAMODB, JSON)
            .appendHeader("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
            .appendHeader("X-Amz-Target", "DynamoDB_20120810.DeleteTable");

    unreadable(everything, "dynamodb", request, input);
  }

  @Test
  void a_host_that_is_not_where_it_is_sent() {
    SdkHttpRequest own =
        sign("s3", request(POOL + "acme/f", Map.of()).method(SdkHttpMethod.GET), new byte[0]);
    SdkHttpRequest signed = own.toBuilder().host(own.host().replace("pool", "globex")).build();

    assertThat(call(acme, own, new byte[0])).isEqualTo(200);
    assertThat(call(acme, signed, new byte[0])).as("not what was signed").isEqualTo(403);
  }

  @Test
  @Tag("attack-D39")
  void a_header_that_chooses_another_api() {
    unreadable(
        acme,
        "execute-api",
        request(API + "prod/t/acme/orders", Map.of())
            .method(SdkHttpMethod.GET)
            .putHeader("x-apigw-api-id", "f1b2c3d4e5"),
        "");
  }

  @Test
  @Tag("attack-D11")
  void a_prefix_that_the_caller_adds_beside_the_one_of_the_request() {
    S3Client files = acme.client(S3Client.builder());

    acme.allowed(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("acme/")));
    acme.unreadable(
        () ->
            files.listObjectsV2(
                r ->
                    r.bucket("pool")
                        .prefix("acme/")
                        .overrideConfiguration(o -> o.putRawQueryParameter("prefix", "globex/"))),
        "twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Action=Publish&TopicArn=%s:acme&TopicArn=%s:globex",
        "Action=Publish&Action=DeleteTopic&TopicArn=%s:acme",
        "Action=CreateTopic&Name=acme&Tags.member.2.Key=tenant&Tags.member.2.Value=globex"
      })
  void a_form_that_says_two_things(String form) {
    String arn = "arn:aws:sns:eu-central-1:111122223333";

    unreadable(everything, "sns", SNS, FORM, form.replace("%s", arn));
  }

  @Test
  void a_form_beside_a_query() {
    String topic = "TopicArn=arn:aws:sns:eu-central-1:111122223333:";

    unreadable(
        everything,
        "sns",
        SNS + "?Action=DeleteTopic&" + topic + "globex",
        FORM,
        "Action=Publish&" + topic + "acme");
  }

  @ParameterizedTest
  @Tag("attack-C08")
  @ValueSource(
      strings = {
        "Tags.member.2.Key=tenant&Tags.member.2.Value=globex",
        "Tags.member.1.Key=tenant&Tags.member.1.Value=acme&Tags.member.3.Key=x&Tags.member.3.Value=y",
        "TransitiveTagKeys.member.2=tenant"
      })
  void tags_that_are_not_counted_from_one(String tags) {
    unreadable(
        everything,
        "sts",
        STS,
        FORM,
        "Action=AssumeRole&RoleSessionName=s&RoleArn=arn:aws:iam::111122223333:role/app&" + tags);
  }

  @ParameterizedTest
  @Tag("attack-D11")
  @ValueSource(
      strings = {
        "<Delete><Object><Key>acme/1</Key><Key>globex/1</Key></Object></Delete>",
        "<Delete><Object><Key>acme/1</Key></Object><Objects><Key>globex/1</Key></Objects></Delete>",
        "<Delete><Object><Key>acme/1</Key><Part><Key>globex/1</Key></Part></Object></Delete>",
        "<Deletion><Object><Key>acme/1</Key></Object></Deletion>"
      })
  void a_deletion_of_more_than_it_says(String xml) {
    unreadable(acme, "s3", POOL + "?delete", Map.of("Content-Type", "application/xml"), xml);
  }

  @Test
  void a_path_that_begins_with_nothing() {
    unreadable(
        everything,
        "s3",
        request("https://s3.eu-central-1.amazonaws.com//globex/f", Map.of())
            .method(SdkHttpMethod.GET),
        "");
  }

  private static SdkHttpRequest.Builder request(String uri, Map<String, String> headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(uri));
    headers.forEach(request::putHeader);
    return request;
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  private void unreadable(
      Offline who, String service, String uri, Map<String, String> headers, String body) {
    unreadable(who, service, request(uri, headers), body);
  }

  private void unreadable(
      Offline who, String service, SdkHttpRequest.Builder request, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertUnreadable(who, sign(service, request, bytes), bytes);
  }

  private static void assertUnreadable(Offline who, SdkHttpRequest signed, byte[] body) {
    who.unreadable(() -> call(who, signed, body), "cannot be read completely");
  }

  private int send(
      Offline who, String service, String uri, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return call(who, sign(service, request(uri, headers), bytes), bytes);
  }

  private static SdkHttpRequest sign(String service, SdkHttpRequest.Builder request, byte[] body) {
    return AwsV4HttpSigner.create()
        .sign(
            r ->
                r.identity(Offline.KEYS)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"))
        .request();
  }

  private static int call(Offline who, SdkHttpRequest signed, byte[] body) {
    SdkHttpClient http = IamEnforcingHttpClient.answering(who.iam, OfflineAnswers.nothing());
    try {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed)
                      .contentStreamProvider(() -> new ByteArrayInputStream(body))
                      .build())
              .call();
      return response.httpResponse().statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
