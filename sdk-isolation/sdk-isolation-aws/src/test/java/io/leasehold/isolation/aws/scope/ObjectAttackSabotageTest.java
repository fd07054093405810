package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies on buckets with one part broken: the attack succeeds, and nothing is vended. */
class ObjectAttackSabotageTest {

  private static final String BUCKET = "arn:aws:s3:::content";
  private static final String POINT = "arn:aws:s3:" + HERE + "accesspoint/";

  private final PolicyUnderAttack whole =
      PolicyUnderAttack.of(S3PrefixScope.bucket("content").under("tenants/"));
  private final PolicyUnderAttack withoutSlash = whole.with("{T}*", "{T}/*");
  private final PolicyUnderAttack everyAction = whole.withActions("\"s3:*\"");

  @ParameterizedTest
  @ValueSource(strings = {"ListBucketVersions", "ListBucketMultipartUploads"})
  @Tag("attack-D20")
  void withoutTheConditionEverybodysVersionsAndUploadsAreListed(String action) {
    PolicyUnderAttack broken =
        everyAction.with("", ",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"tenants/{T}/*\"}}");
    assertThat(whole.acme().may("s3:" + action, BUCKET)).isFalse();
    assertThat(broken.acme().may("s3:" + action, BUCKET)).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D21")
  void withoutTheSlashTheObjectOfANeighbourIsCopied() {
    String source = BUCKET + "/tenants/acme-eu/a";
    assertThat(whole.acme().may("s3:GetObject", source)).isFalse();
    assertThat(withoutSlash.acme().may("s3:GetObject", source)).isTrue();
    assertThat(withoutSlash.isRefused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutObject", "AbortMultipartUpload"})
  @Tag("attack-D22")
  void withoutTheSlashAnUploadGoesToANeighbour(String step) {
    String target = BUCKET + "/tenants/acme-eu/a";
    assertThat(whole.acme().may("s3:" + step, target)).isFalse();
    assertThat(withoutSlash.acme().may("s3:" + step, target)).isTrue();
  }

  @Test
  @Tag("attack-D23")
  void withoutTheSlashAUrlIsPresignedForANeighbour() {
    String key = BUCKET + "/tenants/acme-eu/a";
    for (PolicyUnderAttack policy : new PolicyUnderAttack[] {whole, withoutSlash}) {
      Actor acme = policy.acme();
      assertThat(acme.may(acme.asks("s3:GetObject", key).with("s3:authType", "REST-QUERY-STRING")))
          .isEqualTo(policy == withoutSlash);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutObjectAcl", "PutObjectRetention", "BypassGovernanceRetention"})
  @Tag("attack-D24")
  void withEveryActionObjectsAreSharedAndLocked(String action) {
    String own = BUCKET + "/tenants/acme/a";
    assertThat(whole.acme().may("s3:" + action, own)).isFalse();
    assertThat(everyAction.acme().may("s3:" + action, own)).isTrue();
    assertThat(everyAction.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D25")
  void withAStarTheAccessPointOfANeighbourOpens() {
    PolicyUnderAttack exact = PolicyUnderAttack.of(S3AccessPointScope.prefixed("data-"));
    PolicyUnderAttack broken = exact.with("data-{T}*/object/*", "data-{T}/object/*");
    assertThat(exact.acme().may("s3:GetObject", POINT + "data-acme-eu/object/a")).isFalse();
    assertThat(broken.acme().may("s3:GetObject", POINT + "data-acme-eu/object/a")).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }

  @Test
  @Tag("attack-D27")
  void withTheSlashAsAWildcardAnotherSpellingIsRead() {
    PolicyUnderAttack broken = whole.with("tenants*{T}/*", "tenants/{T}/*");
    String dots = BUCKET + "/tenants/globex/../acme/a";
    assertThat(whole.acme().may("s3:GetObject", dots)).isFalse();
    assertThat(broken.acme().may("s3:GetObject", dots)).isTrue();
    assertThat(broken.isRefused()).isTrue();
  }
}
