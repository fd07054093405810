package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class AssumeRoleTest {

  private static LocalAws aws;
  private static Clients platform;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    Roles.create(platform, "worker");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  private static AssumeRoleResponse assume(String role, int seconds) {
    return platform
        .sts()
        .assumeRole(
            r -> r.roleArn(Roles.arn(aws, role)).roleSessionName("s1").durationSeconds(seconds));
  }

  @Test
  void a_session_is_who_it_says_it_is() {
    AssumeRoleResponse response = assume("worker", 900);

    var identity = platform.with(response.credentials()).sts().getCallerIdentity();

    assertThat(response.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{16}:s1");
    assertThat(identity.userId()).isEqualTo(response.assumedRoleUser().assumedRoleId());
    assertThat(identity.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/worker/s1");
  }

  @Test
  void durations_outside_the_limits_are_refused() {
    assertThatExceptionOfType(StsException.class).isThrownBy(() -> assume("worker", 899));
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume("worker", 7201))
        .withMessageContaining("MaxSessionDuration");
    assertThatCode(() -> assume("worker", 7200)).doesNotThrowAnyException();
  }

  @Test
  @Tag("attack-C09")
  void a_chained_role_lives_for_one_hour_at_most() {
    Clients session = platform.with(assume("worker", 7200).credentials());

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(
            () ->
                session
                    .sts()
                    .assumeRole(
                        r ->
                            r.roleArn(Roles.arn(aws, "worker"))
                                .roleSessionName("chained")
                                .durationSeconds(3601)))
        .withMessageContaining("role chaining");
    assertThatCode(() -> session.assume(Roles.arn(aws, "worker"), "chained"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_session_policy_has_2048_characters_at_most() {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::";
    String end = "\"}]}";
    String longest = policy + "b".repeat(2048 - policy.length() - end.length()) + end;

    assertThatCode(() -> assumeWith(longest)).doesNotThrowAnyException();
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assumeWith(longest + " "))
        .withMessageContaining("2048");
  }

  @Test
  @Tag("attack-C01")
  void a_session_policy_that_is_none_is_refused() {
    assertThatExceptionOfType(MalformedPolicyDocumentException.class)
        .isThrownBy(() -> assumeWith("{\"Version\":\"2012-10-17\"}"));
  }

  private static AssumeRoleResponse assumeWith(String policy) {
    return platform
        .sts()
        .assumeRole(r -> r.roleArn(Roles.arn(aws, "worker")).roleSessionName("s1").policy(policy));
  }

  @Test
  @Tag("attack-F02")
  void a_role_that_demands_an_external_id_gets_it() {
    Roles.create(
        platform.iam(),
        "external",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",
         "Condition":{"StringEquals":{"sts:ExternalId":"right"}}}]}
        """);
    String arn = Roles.arn(aws, "external");

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> platform.assume(arn, "s1"))
        .satisfies(AssumeRoleTest::isAccessDenied);
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(
            () ->
                platform
                    .sts()
                    .assumeRole(r -> r.roleArn(arn).roleSessionName("s1").externalId("wrong")))
        .satisfies(AssumeRoleTest::isAccessDenied);
    assertThatCode(
            () ->
                platform
                    .sts()
                    .assumeRole(r -> r.roleArn(arn).roleSessionName("s1").externalId("right")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_role_that_is_not_there_is_refused_like_one_that_does_not_trust() {
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> platform.assume(Roles.arn(aws, "nobody"), "s1"))
        .satisfies(AssumeRoleTest::isAccessDenied)
        .withMessageContaining("is not authorized to perform: sts:AssumeRole on resource: ");
  }

  @Test
  void tags_need_their_own_permission_and_reach_the_policies() {
    Roles.create(
        platform.iam(),
        "untagged",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}
        """);
    Roles.create(
        platform.iam(),
        "tagged",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:TagSession"]}]}
        """);
    platform
        .iam()
        .putRolePolicy(
            r ->
                r.roleName("tagged")
                    .policyName("p")
                    .policyDocument(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
                         "Resource":"arn:aws:s3:::${aws:PrincipalTag/tenant}-files"}]}
                        """));
    Clients acme = platform.with(tagged("tagged", "acme").credentials());

    assertThatExceptionOfType(StsException.class).isThrownBy(() -> tagged("untagged", "acme"));
    assertThatCode(() -> acme.s3().createBucket(r -> r.bucket("acme-files")))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> acme.s3().createBucket(r -> r.bucket("globex-files")))
        .satisfies(AssumeRoleTest::isAccessDenied);
  }

  private static AssumeRoleResponse tagged(String role, String tenant) {
    return platform
        .sts()
        .assumeRole(
            r ->
                r.roleArn(Roles.arn(aws, role))
                    .roleSessionName("s1")
                    .tags(tag -> tag.key("tenant").value(tenant)));
  }

  @Test
  void deleting_a_role_kills_its_sessions_even_if_it_is_made_again() {
    Roles.create(platform, "doomed");
    Clients session = platform.assume(Roles.arn(aws, "doomed"), "s1");
    session.sts().getCallerIdentity();

    Roles.delete(platform, "doomed");
    Roles.create(platform, "doomed");

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> session.sts().getCallerIdentity())
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> session.s3().listBuckets());
    assertThatCode(() -> platform.assume(Roles.arn(aws, "doomed"), "s2"))
        .doesNotThrowAnyException();
  }

  private static void isAccessDenied(AwsServiceException e) {
    assertThat(e.statusCode()).isEqualTo(403);
    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
  }
}
