package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.policy.PolicyUnderAttack.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.PolicyUnderAttack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on buckets beyond those of {@code PolicyIsolationTest}. */
class ObjectAttackTest {

  private static final String BUCKET = "arn:aws:s3:::content";
  private static final String POINTS = "arn:aws:s3:" + HERE + "accesspoint/";

  private final Actor atTheTop = PolicyUnderAttack.of(S3PrefixScope.bucket("content")).acme();
  private final Actor below =
      PolicyUnderAttack.of(S3PrefixScope.bucket("content").under("tenants/")).acme();
  private final Actor behindAPoint =
      PolicyUnderAttack.of(S3AccessPointScope.prefixed("data-")).acme();

  @ParameterizedTest
  @ValueSource(strings = {"", "tenants", "tenants/", "tenants/a", "tenants/acme", "tenants/acme-"})
  @Tag("attack-D20")
  void aBeginningOfThePrefixListsNothing(String prefix) {
    assertThat(lists(below, "ListBucket", "tenants/acme/")).isTrue();
    assertThat(lists(below, "ListBucket", prefix)).isFalse();
    assertThat(lists(below, "ListBucketVersions", prefix)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListBucketVersions", "ListBucketMultipartUploads"})
  @Tag("attack-D20")
  void versionsAndUploadsAreNotListedUnderAnyPrefix(String action) {
    for (Actor acme : new Actor[] {atTheTop, below, behindAPoint}) {
      assertThat(acme.may("s3:" + action, BUCKET)).isFalse();
      assertThat(lists(acme, action, "acme/")).isFalse();
      assertThat(lists(acme, action, "tenants/acme/")).isFalse();
      assertThat(acme.may("s3:" + action, POINTS + "data-acme")).isFalse();
    }
  }

  @Test
  @Tag("attack-D21")
  void nothingIsCopiedFromOrToAForeignPlace() {
    assertThat(below.may("s3:GetObject", BUCKET + "/tenants/acme/a")).isTrue();
    for (String foreign : new String[] {"/tenants/globex/a", "/acme/a", "/tenants/acme"}) {
      assertThat(below.may("s3:GetObject", BUCKET + foreign)).isFalse();
      assertThat(below.may("s3:PutObject", BUCKET + foreign)).isFalse();
      assertThat(
              below.may(
                  below
                      .asks("s3:PutObject", BUCKET + foreign)
                      .with("s3:x-amz-copy-source", "content/tenants/acme/a")))
          .isFalse();
    }
    assertThat(below.may("s3:GetObject", "arn:aws:s3:::content2/tenants/acme/a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PutObject", "AbortMultipartUpload", "ListMultipartUploadParts"})
  @Tag("attack-D22")
  void noStepOfAnUploadIsTakenOnAForeignKey(String step) {
    // CreateMultipartUpload, UploadPart, UploadPartCopy and CompleteMultipartUpload are PutObject.
    assertThat(below.may("s3:" + step, BUCKET + "/tenants/globex/a")).isFalse();
    assertThat(below.may("s3:" + step, BUCKET + "/tenants/acme-eu/a")).isFalse();
    assertThat(behindAPoint.may("s3:" + step, POINTS + "data-globex/object/a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetObject", "PutObject", "DeleteObject"})
  @Tag("attack-D23")
  void aPresignedUrlCanDoWhatItsSignerCan(String action) {
    Actor acme = below;
    assertThat(
            acme.may(
                acme.asks("s3:" + action, BUCKET + "/tenants/acme/a")
                    .with("s3:authType", "REST-QUERY-STRING")))
        .isTrue();
    assertThat(
            acme.may(
                acme.asks("s3:" + action, BUCKET + "/tenants/globex/a")
                    .with("s3:authType", "REST-QUERY-STRING")))
        .isFalse();
    // The key field of a posted form is the key of the PutObject.
    assertThat(
            acme.may(
                acme.asks("s3:" + action, BUCKET + "/${filename}").with("s3:authType", "POST")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PutObjectAcl",
        "PutObjectTagging",
        "PutObjectVersionTagging",
        "PutObjectRetention",
        "PutObjectLegalHold",
        "BypassGovernanceRetention",
        "PutBucketAcl",
        "PutBucketPolicy",
        "PutAccessPointPolicy",
        "ReplicateObject",
        "ObjectOwnerOverrideToBucketOwner"
      })
  @Tag("attack-D24")
  void nobodySharesOrLocksEvenWhatIsTheirs(String action) {
    for (Actor acme : new Actor[] {atTheTop, below, behindAPoint}) {
      assertThat(acme.may("s3:" + action, BUCKET)).isFalse();
      assertThat(acme.may("s3:" + action, BUCKET + "/acme/a")).isFalse();
      assertThat(acme.may("s3:" + action, BUCKET + "/tenants/acme/a")).isFalse();
      assertThat(acme.may("s3:" + action, POINTS + "data-acme")).isFalse();
      assertThat(acme.may("s3:" + action, POINTS + "data-acme/object/a")).isFalse();
    }
  }

  @Test
  @Tag("attack-D25")
  void anAccessPointIsAnotherWayInAndNotGranted() {
    assertThat(atTheTop.may("s3:GetObject", POINTS + "data-acme/object/acme/a")).isFalse();
    assertThat(below.may("s3:GetObject", POINTS + "all/object/tenants/acme/a")).isFalse();
    assertThat(behindAPoint.may("s3:GetObject", POINTS + "data-acme/object/a")).isTrue();
    assertThat(behindAPoint.may("s3:GetObject", POINTS + "data-globex/object/a")).isFalse();
    assertThat(behindAPoint.may("s3:GetObject", POINTS + "data-acme-eu/object/a")).isFalse();
    // Behind its alias, the bucket is meant.
    assertThat(behindAPoint.may("s3:GetObject", BUCKET + "/a")).isFalse();
    assertThat(behindAPoint.may("s3:GetObject", "arn:aws:s3:::data-acme-abc-s3alias/a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tenants/globex/../acme/a",
        "/tenants/acme%2Fa",
        "//tenants/acme/a",
        "/./tenants/acme/a",
        "/tenants//acme/a",
        "/Tenants/acme/a"
      })
  @Tag("attack-D27")
  void aKeyIsComparedAsItStands(String key) {
    assertThat(below.may("s3:GetObject", BUCKET + key)).isFalse();
  }

  private static boolean lists(Actor actor, String action, String prefix) {
    return actor.may(actor.asks("s3:" + action, BUCKET).with("s3:prefix", prefix));
  }
}
