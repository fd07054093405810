package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.scope.S3AccessPointScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/** What requests of the real S3 client need. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class S3ReaderTest {

  private static final String POINT = "arn:aws:s3:eu-central-1:111122223333:accesspoint/data-acme";
  private static final AwsFacts FACTS =
      AwsFacts.builder().accessPointAlias("data-acme-x1y2-s3alias", POINT).build();
  private final Offline acme =
      Offline.acme(FACTS, S3PrefixScope.bucket("pool"), S3AccessPointScope.prefixed("data-"));
  private final S3Client files = acme.client(S3Client.builder());
  private final Offline anybody = Offline.everything(FACTS);
  private final S3Client free = anybody.client(S3Client.builder());

  @Test
  void objects_are_known_by_bucket_and_key() {
    acme.allowed(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("acme/f")));
    assertThat(acme.actions()).containsExactly("s3:GetObject arn:aws:s3:::pool/acme/f");
    acme.allowed(
        () ->
            files.putObject(r -> r.bucket("pool").key("acme/a b+ü"), RequestBody.fromString("x")));
    assertThat(acme.actions()).containsExactly("s3:PutObject arn:aws:s3:::pool/acme/a b+ü");
    acme.allowed(() -> files.deleteObject(r -> r.bucket("pool").key("acme/f")));
    acme.denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("globex/f")));
    acme.denied(() -> files.deleteObject(r -> r.bucket("pool").key("acme-eu/f")));
    acme.denied(
        () -> files.putObject(r -> r.bucket("pool").key("globex/f"), RequestBody.fromString("x")));
  }

  @Test
  void a_refusal_looks_like_that_of_aws() {
    assertThat(acme.denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("globex/f"))))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
        .hasMessageContaining(
            "is not authorized to perform: s3:GetObject on resource:"
                + " \"arn:aws:s3:::pool/globex/f\" because no session policy allows");
  }

  @Test
  void path_style_and_virtual_hosts_mean_the_same() {
    S3Client byPath = anybody.client(S3Client.builder().forcePathStyle(true));
    S3Client dual = anybody.client(S3Client.builder().dualstackEnabled(true));
    S3Client fast = anybody.client(S3Client.builder().accelerate(true));
    for (S3Client client : List.of(free, byPath, dual, fast)) {
      anybody.allowed(
          () -> client.getObjectAsBytes(r -> r.bucket("my.pool".replace(".", "-")).key("a/b")));
      assertThat(anybody.actions()).containsExactly("s3:GetObject arn:aws:s3:::my-pool/a/b");
    }
    anybody.allowed(() -> free.getObjectAsBytes(r -> r.bucket("my.s3.pool").key("a/b")));
    assertThat(anybody.actions()).containsExactly("s3:GetObject arn:aws:s3:::my.s3.pool/a/b");
  }

  @Test
  void a_host_that_may_or_may_not_name_a_bucket_is_not_read() {
    S3Client elsewhere =
        anybody.client(
            S3Client.builder().endpointOverride(java.net.URI.create("https://files.example.com")));

    anybody.unreadable(
        () -> elsewhere.getObjectAsBytes(r -> r.bucket("pool").key("k")),
        "whether \"pool.files.example.com\" names a bucket cannot be told");
  }

  @Test
  @Tag("attack-D20")
  void listings_are_known_by_their_prefix() {
    acme.allowed(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("acme/").delimiter("/")));
    assertThat(acme.context())
        .containsEntry("s3:prefix", List.of("acme/"))
        .containsEntry("s3:delimiter", List.of("/"));
    acme.allowed(() -> files.listObjects(r -> r.bucket("pool").prefix("acme/x")));
    acme.denied(() -> files.listObjectsV2(r -> r.bucket("pool")));
    acme.denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("")));
    acme.denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("acme")));
    acme.denied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("globex/")));
    acme.denied(() -> files.listObjectVersions(r -> r.bucket("pool").prefix("acme/")));
    acme.denied(() -> files.listMultipartUploads(r -> r.bucket("pool").prefix("acme/")));
    acme.denied(() -> files.listBuckets());
    acme.refused(() -> files.headBucket(r -> r.bucket("pool")));
  }

  @Test
  @Tag("attack-D20")
  void a_condition_on_the_prefix_does_not_hold_for_what_carries_none() {
    Offline careless =
        Offline.with(
            AwsFacts.none(),
            """
            {'Effect':'Allow','Resource':'arn:aws:s3:::pool',
             'Action':['s3:ListBucket','s3:ListBucketMultipartUploads'],
             'Condition':{'StringLike':{'s3:prefix':'acme/*'}}}""");
    S3Client client = careless.client(S3Client.builder());

    careless.allowed(() -> client.listObjectsV2(r -> r.bucket("pool").prefix("acme/")));
    careless.denied(() -> client.listMultipartUploads(r -> r.bucket("pool").prefix("acme/")));
  }

  @Test
  @Tag("attack-D21")
  void a_copy_needs_its_source_as_well() {
    acme.denied(() -> copy("pool", "globex/f"));
    assertThat(acme.actions())
        .containsExactly(
            "s3:PutObject arn:aws:s3:::pool/acme/f", "s3:GetObject arn:aws:s3:::pool/globex/f");
    acme.denied(() -> copy("other", "acme/f"));
    acme.allowed(() -> copy("pool", "acme/g h?"));
    assertThat(acme.actions()).contains("s3:GetObject arn:aws:s3:::pool/acme/g h?");
    acme.denied(
        () ->
            files.uploadPartCopy(
                r ->
                    r.sourceBucket("pool")
                        .sourceKey("globex/f")
                        .destinationBucket("pool")
                        .destinationKey("acme/f")
                        .uploadId("u")
                        .partNumber(1)));
    anybody.allowed(
        () ->
            free.copyObject(
                r ->
                    r.sourceBucket("pool")
                        .sourceKey("a")
                        .sourceVersionId("v1")
                        .destinationBucket("pool")
                        .destinationKey("b")));
    assertThat(anybody.actions()).contains("s3:GetObjectVersion arn:aws:s3:::pool/a");
  }

  private void copy(String bucket, String key) {
    files.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket("pool")
                .destinationKey("acme/f"));
  }

  @Test
  @Tag("attack-D22")
  void each_step_of_an_upload_in_parts_needs_its_key() {
    for (String key : List.of("acme/f", "globex/f")) {
      List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> steps =
          List.of(
              () -> files.createMultipartUpload(r -> r.bucket("pool").key(key)),
              () ->
                  files.uploadPart(
                      r -> r.bucket("pool").key(key).uploadId("u").partNumber(1),
                      RequestBody.fromString("part")),
              () ->
                  files.completeMultipartUpload(
                      r ->
                          r.bucket("pool")
                              .key(key)
                              .uploadId("u")
                              .multipartUpload(
                                  m -> m.parts(CompletedPart.builder().partNumber(1).build()))),
              () -> files.abortMultipartUpload(r -> r.bucket("pool").key(key).uploadId("u")));
      steps.forEach(key.startsWith("acme") ? acme::allowed : acme::denied);
    }
    acme.denied(() -> files.listParts(r -> r.bucket("pool").key("acme/f").uploadId("u")));
  }

  @Test
  @Tag("attack-D24")
  void acl_tags_retention_and_versions_are_actions_of_their_own() {
    acme.denied(
        () ->
            files.putObject(
                r -> r.bucket("pool").key("acme/f").acl(ObjectCannedACL.PUBLIC_READ),
                RequestBody.fromString("x")));
    assertThat(acme.actions())
        .containsExactly(
            "s3:PutObject arn:aws:s3:::pool/acme/f", "s3:PutObjectAcl arn:aws:s3:::pool/acme/f");
    acme.denied(
        () ->
            files.putObject(
                r -> r.bucket("pool").key("acme/f").tagging("a=b"), RequestBody.fromString("x")));
    acme.denied(() -> files.getObjectAcl(r -> r.bucket("pool").key("acme/f")));
    acme.denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key("acme/f").versionId("v1")));
    assertThat(acme.actions()).containsExactly("s3:GetObjectVersion arn:aws:s3:::pool/acme/f");
    acme.denied(
        () ->
            files.deleteObject(
                r -> r.bucket("pool").key("acme/f").bypassGovernanceRetention(true)));
    acme.denied(
        () ->
            files.putObjectRetention(
                r -> r.bucket("pool").key("acme/f").retention(t -> t.mode("GOVERNANCE"))));
    acme.denied(() -> files.getObjectTagging(r -> r.bucket("pool").key("acme/f")));
  }

  @Test
  void several_deletions_are_denied_as_a_whole_if_one_is() {
    acme.allowed(
        () ->
            files.deleteObjects(
                r -> r.bucket("pool").delete(d -> d.objects(o -> o.key("acme/f")))));
    acme.denied(
        () ->
            files.deleteObjects(
                r ->
                    r.bucket("pool")
                        .delete(d -> d.objects(o -> o.key("acme/f"), o -> o.key("globex/f")))));
    assertThat(acme.actions())
        .containsExactly(
            "s3:DeleteObject arn:aws:s3:::pool/acme/f",
            "s3:DeleteObject arn:aws:s3:::pool/globex/f");
  }

  @Test
  @Tag("attack-D25")
  void an_access_point_is_a_resource_of_its_own() {
    acme.allowed(() -> files.getObjectAsBytes(r -> r.bucket(POINT).key("f")));
    assertThat(acme.actions()).containsExactly("s3:GetObject " + POINT + "/object/f");
    assertThat(acme.context()).containsEntry("s3:DataAccessPointArn", List.of(POINT));
    acme.allowed(() -> files.getObjectAsBytes(r -> r.bucket("data-acme-x1y2-s3alias").key("f")));
    acme.denied(
        () -> files.getObjectAsBytes(r -> r.bucket(POINT.replace("acme", "globex")).key("f")));
    acme.unreadable(
        () -> files.getObjectAsBytes(r -> r.bucket("other-x1y2-s3alias").key("f")),
        "AwsFacts.accessPointAlias");
  }

  @ParameterizedTest
  @Tag("attack-D27")
  @ValueSource(strings = {"globex/../acme/f", "%61cme/f", "/acme/f", "./acme/f", "acme%2Ff"})
  void keys_are_taken_as_they_stand(String key) {
    acme.denied(() -> files.getObjectAsBytes(r -> r.bucket("pool").key(key)));
    assertThat(acme.actions()).containsExactly("s3:GetObject arn:aws:s3:::pool/" + key);
  }

  @Test
  void the_body_of_an_object_reaches_the_answer_without_its_framing() {
    List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();
    S3Client client =
        Offline.everything(FACTS)
            .answering(
                call -> {
                  bodies.add(call.text());
                  return java.util.Optional.empty();
                })
            .client(S3Client.builder());

    client.putObject(r -> r.bucket("pool").key("k"), RequestBody.fromString("content"));

    assertThat(bodies).containsExactly("content");
  }

  @Test
  void conditions_on_headers_and_tags_are_decided() {
    Offline some =
        Offline.with(
            AwsFacts.none(),
            """
            {'Effect':'Allow','Action':'s3:*','Resource':'*'},
            {'Effect':'Deny','Action':'s3:PutObject','Resource':'*',
             'Condition':{'StringNotEquals':{'s3:x-amz-server-side-encryption':'aws:kms'}}},
            {'Effect':'Deny','Action':'s3:PutObject','Resource':'*',
             'Condition':{'StringEquals':{'s3:RequestObjectTag/kind':'secret'}}},
            {'Effect':'Deny','Action':'s3:GetObject','Resource':'*',
             'Condition':{'StringEquals':{'s3:ExistingObjectTag/kind':'secret'}}}""");
    S3Client client = some.client(S3Client.builder());
    Map<String, String> tags = Map.of("kind", "secret");

    some.denied(() -> client.putObject(r -> r.bucket("pool").key("k"), RequestBody.empty()));
    some.allowed(
        () ->
            client.putObject(
                r -> r.bucket("pool").key("k").serverSideEncryption("aws:kms"),
                RequestBody.empty()));
    some.denied(
        () ->
            client.putObject(
                r ->
                    r.bucket("pool")
                        .key("k")
                        .serverSideEncryption("aws:kms")
                        .tagging("kind=" + tags.get("kind")),
                RequestBody.empty()));
    some.unreadable(
        () -> client.getObjectAsBytes(r -> r.bucket("pool").key("k")), "s3:existingobjecttag/kind");
  }
}
