package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.scope.ApiRouteScope;
import io.leasehold.isolation.aws.scope.BedrockProfileScope;
import io.leasehold.isolation.aws.scope.LambdaFunctionScope;
import io.leasehold.isolation.aws.scope.SesTenantScope;
import io.leasehold.isolation.aws.scope.VectorIndexScope;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3vectors.S3VectorsClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** What requests of the real clients of services with REST paths need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class RestReadersTest {

  private static final String PLACE = "eu-central-1:111122223333:";
  private static final String PROFILES =
      "arn:aws:bedrock:" + PLACE + "application-inference-profile/";
  private static final String MODEL =
      "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0";
  private static final AwsFacts FACTS =
      AwsFacts.builder()
          .mailIdentity("example.com")
          .tag(PROFILES + "own", "tenant", "acme")
          .inferenceProfile(PROFILES + "own", MODEL)
          .tag(PROFILES + "other", "tenant", "globex")
          .inferenceProfile(PROFILES + "other", MODEL)
          .build();
  private final Offline acme =
      Offline.acme(
          FACTS,
          SesTenantScope.from("example.com"),
          LambdaFunctionScope.prefixed("app_"),
          new BedrockProfileScope(),
          VectorIndexScope.bucket("vectors"),
          new ApiRouteScope("a1b2c3d4e5", "prod", "t/"));
  private final Offline anybody = Offline.everything(FACTS);

  private static SendEmailRequest.Builder mail(String from, String tenant) {
    return SendEmailRequest.builder()
        .fromEmailAddress(from)
        .tenantName(tenant)
        .configurationSetName(tenant == null ? "acme" : tenant)
        .destination(d -> d.toAddresses("a@b.example"))
        .content(
            c -> c.simple(s -> s.subject(t -> t.data("s")).body(b -> b.text(t -> t.data("t")))));
  }

  @Test
  @Tag("attack-D37")
  void mail_is_sent_as_the_own_tenant_only() {
    SesV2Client ses = acme.client(SesV2Client.builder());
    String arns = "ses:SendEmail arn:aws:ses:" + PLACE;

    acme.allowed(() -> ses.sendEmail(mail("Shop <shop@mail.example.com>", "acme").build()));
    assertThat(acme.actions())
        .containsExactly(arns + "identity/example.com", arns + "configuration-set/acme");
    assertThat(acme.needed().get(0).context())
        .containsEntry("ses:TenantName", List.of("acme"))
        .containsEntry("ses:ApiVersion", List.of("2"))
        .containsEntry("ses:FromAddress", List.of("shop@mail.example.com"))
        .containsEntry("ses:FromDisplayName", List.of("Shop"))
        .containsEntry("ses:Recipients", List.of("a@b.example"));
    acme.denied(() -> ses.sendEmail(mail("shop@example.com", "globex").build()));
    acme.denied(() -> ses.sendEmail(mail("shop@example.com", null).build()));
    acme.denied(
        () ->
            ses.sendEmail(mail("shop@example.com", "acme").configurationSetName("globex").build()));
    acme.denied(() -> ses.sendEmail(withTemplate("globex_welcome")));
    acme.allowed(() -> ses.sendEmail(withTemplate("acme_welcome")));
    acme.unreadable(
        () -> ses.sendEmail(mail("shop@other.example", "acme").build()), "AwsFacts.mailIdentity");
  }

  private static SendEmailRequest withTemplate(String name) {
    return mail("shop@example.com", "acme")
        .content(c -> c.template(t -> t.templateName(name).templateData("{}")))
        .build();
  }

  @Test
  @Tag("attack-D37")
  void raw_mail_is_known_by_its_sender_and_may_not_steer_ses() {
    SesV2Client ses = acme.client(SesV2Client.builder());

    acme.allowed(
        () ->
            ses.sendEmail(
                raw("From: Shop\r\n <shop@example.com>\r\nSubject: s\r\n\r\nX-SES-x: y")));
    assertThat(acme.actions().get(0)).endsWith("identity/example.com");
    acme.unreadable(
        () -> ses.sendEmail(raw("From: shop@example.com\r\nX-SES-TENANT: globex\r\n\r\nt")),
        "x-ses-tenant");
    acme.unreadable(
        () -> ses.sendEmail(raw("From: a@example.com\r\nFrom: b@example.com\r\n\r\nt")),
        "several senders");
    for (String several :
        List.of("a <x@example.com>, b <y@example.com>", "evil@other.example <x@example.com>")) {
      acme.unreadable(
          () -> ses.sendEmail(mail(several, "acme").build()), "may be more than one sender");
    }
    acme.unreadable(() -> ses.sendEmail(raw("Subject: s\r\n\r\nt")), "it names no sender");
  }

  @ParameterizedTest
  @Tag("attack-D37")
  @ValueSource(
      strings = {
        "From: ceo@example.com, Shop <shop@example.com>",
        "From: \"a\" <ceo@example.com>, \"b\" <shop@example.com>",
        "From: Shop <shop@example.com>\rFrom: ceo@example.com",
        "From: ceo@example.com"
      })
  void mail_of_two_senders_is_not_sent_as_one_of_them(String from) {
    SesV2Client ses = acme.client(SesV2Client.builder());
    String mail = from + "\r\nSubject: s\r\n\r\nt";

    assertThatThrownBy(
            () -> ses.sendEmail(raw(mail).toBuilder().fromEmailAddress("shop@example.com").build()))
        .isInstanceOf(UnreadableRequestException.class);
  }

  private static SendEmailRequest raw(String text) {
    return SendEmailRequest.builder()
        .tenantName("acme")
        .content(c -> c.raw(r -> r.data(SdkBytes.fromUtf8String(text))))
        .build();
  }

  @Test
  @Tag("attack-D37")
  void bulk_mail_has_a_template_and_no_address_key_and_version_1_has_no_tenant() {
    SesV2Client ses = acme.client(SesV2Client.builder());
    SesClient first = acme.client(SesClient.builder());

    acme.denied(
        () ->
            ses.sendBulkEmail(
                r ->
                    r.fromEmailAddress("shop@example.com")
                        .tenantName("acme")
                        .defaultContent(
                            c -> c.template(t -> t.templateName("globex_all").templateData("{}")))
                        .bulkEmailEntries(e -> e.destination(d -> d.toAddresses("a@b.example")))));
    assertThat(acme.actions())
        .contains("ses:SendBulkEmail arn:aws:ses:" + PLACE + "template/globex_all");
    acme.denied(
        () ->
            first.sendEmail(
                r ->
                    r.source("shop@example.com")
                        .destination(d -> d.toAddresses("a@b.example"))
                        .message(
                            m -> m.subject(s -> s.data("s")).body(b -> b.text(t -> t.data("t"))))));
    assertThat(acme.context()).containsEntry("ses:ApiVersion", List.of("1"));
    acme.denied(
        () ->
            first.sendRawEmail(
                r ->
                    r.rawMessage(
                        m -> m.data(SdkBytes.fromUtf8String("From: shop@example.com\r\n\r\nt")))));
    acme.denied(() -> ses.createEmailIdentity(r -> r.emailIdentity("evil.example")));
  }

  @Test
  @Tag("attack-D38")
  void the_own_function_is_invoked_with_and_without_its_account() {
    LambdaClient functions = acme.client(LambdaClient.builder());
    String own = "arn:aws:lambda:" + PLACE + "function:app_acme";

    for (String name : List.of("app_acme", own, "111122223333:function:app_acme")) {
      acme.allowed(() -> functions.invoke(r -> r.functionName(name)));
      assertThat(acme.actions()).containsExactly("lambda:InvokeFunction " + own);
    }
    assertThat(acme.denied(() -> functions.invoke(r -> r.functionName("app_globex"))))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403))
        .hasMessageContaining("is not authorized to perform: lambda:InvokeFunction on resource");
    acme.denied(() -> functions.invoke(r -> r.functionName("app_globex").tenantId("acme")));
    acme.denied(() -> functions.invoke(r -> r.functionName(own.replace("1111", "9999"))));
    acme.denied(
        () ->
            functions.addPermission(
                r ->
                    r.functionName("app_acme").statementId("s").action("lambda:*").principal("*")));
    acme.denied(() -> functions.listFunctions());
  }

  @Test
  @Tag("attack-D38")
  void a_version_or_alias_is_part_of_the_resource() {
    LambdaClient functions = anybody.client(LambdaClient.builder());
    String expected = "lambda:InvokeFunction arn:aws:lambda:" + PLACE + "function:app_acme:live";

    anybody.allowed(() -> functions.invoke(r -> r.functionName("app_acme").qualifier("live")));
    assertThat(anybody.actions()).containsExactly(expected);
    anybody.allowed(() -> functions.invoke(r -> r.functionName("app_acme:live")));
    assertThat(anybody.actions()).containsExactly(expected);
    anybody.unreadable(
        () -> functions.invoke(r -> r.functionName("app_acme:live").qualifier("2")),
        "it names two versions");
  }

  @Test
  @Tag("attack-D43")
  void a_model_is_reached_through_the_own_profile_only() {
    BedrockRuntimeClient models = acme.client(BedrockRuntimeClient.builder());
    SdkBytes body = SdkBytes.fromUtf8String("{}");

    acme.allowed(() -> models.invokeModel(r -> r.modelId(PROFILES + "own").body(body)));
    assertThat(acme.actions())
        .containsExactly("bedrock:InvokeModel " + PROFILES + "own", "bedrock:InvokeModel " + MODEL);
    assertThat(acme.needed().get(1).context())
        .containsEntry("bedrock:InferenceProfileArn", List.of(PROFILES + "own"));
    acme.allowed(() -> models.converse(r -> r.modelId(PROFILES + "own")));
    acme.denied(() -> models.invokeModel(r -> r.modelId(PROFILES + "other").body(body)));
    acme.denied(() -> models.converse(r -> r.modelId(PROFILES + "other")));
    acme.denied(
        () ->
            models.invokeModel(
                r -> r.modelId("anthropic.claude-3-haiku-20240307-v1:0").body(body)));
    acme.unreadable(
        () ->
            models.invokeModel(
                r -> r.modelId("eu.anthropic.claude-3-haiku-20240307-v1:0").body(body)),
        "AwsFacts.inferenceProfile");
  }

  @Test
  @Tag("attack-D43")
  void knowledge_bases_and_inline_answers_are_denied() {
    BedrockAgentRuntimeClient agents = acme.client(BedrockAgentRuntimeClient.builder());

    acme.denied(
        () ->
            agents.retrieve(r -> r.knowledgeBaseId("KB12345678").retrievalQuery(q -> q.text("q"))));
    assertThat(acme.actions())
        .containsExactly("bedrock:Retrieve arn:aws:bedrock:" + PLACE + "knowledge-base/KB12345678");
    acme.denied(() -> agents.retrieveAndGenerate(r -> r.input(i -> i.text("q"))));
  }

  @Test
  @Tag("attack-D44")
  void vectors_are_those_of_the_own_index() {
    S3VectorsClient vectors = acme.client(S3VectorsClient.builder());
    String own = "arn:aws:s3vectors:" + PLACE + "bucket/vectors/index/acme";

    acme.allowed(
        () -> vectors.getVectors(r -> r.vectorBucketName("vectors").indexName("acme").keys("k")));
    assertThat(acme.actions()).containsExactly("s3vectors:GetVectors " + own);
    acme.allowed(() -> vectors.getVectors(r -> r.indexArn(own).keys("k")));
    acme.allowed(
        () ->
            vectors.queryVectors(
                r -> r.indexArn(own).topK(1).queryVector(v -> v.float32(1f)).returnMetadata(true)));
    assertThat(acme.actions())
        .containsExactly("s3vectors:QueryVectors " + own, "s3vectors:GetVectors " + own);
    acme.denied(
        () -> vectors.getVectors(r -> r.vectorBucketName("vectors").indexName("globex").keys("k")));
    acme.denied(() -> vectors.listIndexes(r -> r.vectorBucketName("vectors")));
    acme.denied(() -> vectors.createVectorBucket(r -> r.vectorBucketName("new")));
  }

  @Test
  @Tag("attack-D39")
  void posting_to_connections_of_web_sockets_is_an_action_of_its_own() {
    ApiGatewayManagementApiClient connections =
        acme.client(
            ApiGatewayManagementApiClient.builder()
                .endpointOverride(
                    URI.create("https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/prod")));

    acme.denied(
        () ->
            connections.postToConnection(
                r -> r.connectionId("L0SM9cOFvHcCIhw=").data(SdkBytes.fromUtf8String("x"))));
    assertThat(acme.actions())
        .singleElement()
        .asString()
        .startsWith(
            "execute-api:ManageConnections arn:aws:execute-api:"
                + PLACE
                + "a1b2c3d4e5/prod/POST/@connections/");
  }
}
