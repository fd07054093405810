package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {

  private static final Ownership OBJECTS =
      new Ownership(
          "S3",
          List.of(new ForeignRequest(List.of("s3:GetObject"), "arn:aws:s3:::b/{T}/*", Map.of())),
          new ForeignRequest(
              List.of("s3:PutBucketAcl"),
              "arn:aws:s3:::b",
              Map.of("s3:Prefix", KeyShape.absent(), "s3:x", KeyShape.single("y"))));

  @Test
  void itIsOfItsServiceInWhateverCase() {
    assertThat(OBJECTS.isOf("s3")).isTrue();
    assertThat(OBJECTS.isOf("*")).isTrue();
    assertThat(OBJECTS.isOf("s3vectors")).isFalse();
  }

  @Test
  void anActionThatNamesATenantsPartIsNoOther() {
    assertThat(OBJECTS.isOther("s3:GetObject")).isFalse();
    assertThat(OBJECTS.isOther("S3:getobject")).isFalse();
    assertThat(OBJECTS.isOther("s3:GetObjectAcl")).isTrue();
    assertThat(OBJECTS.isOther("S3:PutObject")).isTrue();
    assertThat(OBJECTS.isOther("s3vectors:GetObject")).isFalse();
    assertThat(OBJECTS.isOther("s4:Get")).isFalse();
    assertThat(OBJECTS.isOther("s3")).isFalse();
    assertThat(OBJECTS.isOther("s")).isFalse();
  }

  @Test
  void othersAreThoseListedAndThoseNamed() {
    assertThat(OBJECTS.others(List.of("s3:GetObject", "s3:PutObject", "s3:*", "s3:P?t", "x:Y")))
        .containsExactly("s3:PutBucketAcl", "s3:PutObject");
  }

  @Test
  void aWildcardTakesInWhatNobodyLists() {
    assertThat(OBJECTS.unlisted(List.of("s3:GetObject"))).isEmpty();
    assertThat(OBJECTS.unlisted(List.of("ec2:*", "s3:Get*"))).contains("s3:GetUnlisted");
    assertThat(OBJECTS.unlisted(List.of("S3:G?t"))).contains("S3:GXt");
    assertThat(OBJECTS.unlisted(List.of("*"))).contains("s3:Unlisted");
    assertThat(OBJECTS.unlisted(List.of("ec2:*"))).isEmpty();
  }

  @Test
  void aForeignRequestKnowsItsKeysInLowerCaseAndMayForgetTheAbsentOnes() {
    assertThat(OBJECTS.whole().keys()).containsOnlyKeys("s3:prefix", "s3:x");
    assertThat(OBJECTS.whole().withAnyAbsentKey().keys()).containsOnlyKeys("s3:x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForeignRequest(List.of(), "", Map.of()))
        .withMessageContaining("resource");
  }
}
