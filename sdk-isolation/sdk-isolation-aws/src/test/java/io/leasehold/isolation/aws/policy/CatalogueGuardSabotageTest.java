package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendorBuilder;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scope of somebody who believes that a listing of uploads carries its prefix. So does the
 * ownership, and the proof takes it at its word: only the catalogue knows better.
 */
@Tag("attack-B06")
class CatalogueGuardSabotageTest {

  private static final String BUCKET = "arn:aws:s3:::content";
  private static final List<String> UPLOADS = List.of("s3:ListBucketMultipartUploads");

  private static IsolationBlueprint believer() {
    Grant grant =
        new Grant(
            UPLOADS,
            List.of(BUCKET),
            Map.of("StringLikeIfExists", Map.of("s3:prefix", TenantResourceScope.TENANT + "/*")));
    Ownership owned =
        new Ownership(
            "s3",
            List.of(
                new ForeignRequest(
                    UPLOADS, BUCKET, Map.of("s3:prefix", KeyShape.beginningOf("{T}/*")))),
            new ForeignRequest(
                List.of("s3:DeleteBucket"), BUCKET, Map.of("s3:prefix", KeyShape.absent())));
    return IsolationBlueprint.builder("uploads")
        .region("eu-central-1")
        .account("111111111111")
        .allow(new CustomScope("uploads", List.of(grant), owned))
        .build();
  }

  @Test
  void withoutTheCatalogueTheBelieverIsProvedAndEveryTenantSeesAllUploads() {
    assertThat(believer().prove()).isInstanceOf(Proof.Isolated.class);

    // As AWS sends it: without a prefix.
    String policy = PolicyCompiler.compile(believer(), Samples.ACME).json();
    assertThat(Actor.under(Samples.ACME, policy).may(UPLOADS.get(0), BUCKET)).isTrue();
  }

  @Test
  void withTheCatalogueNoCredentialsAreVendedOnIt() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      TenantCredentialVendorBuilder vendor = Samples.vendor(sts).blueprint(believer());

      assertThatExceptionOfType(UncheckedBlueprintException.class)
          .isThrownBy(vendor::build)
          .satisfies(
              refusal -> {
                assertThat(refusal.code()).isEqualTo("LH-ISO-130");
                assertThat(refusal.findings())
                    .extracting(Finding::kind)
                    .containsExactly(Finding.Kind.UNSUPPORTED_KEY);
              })
          .withMessageContaining("uploads")
          .withMessageContaining("s3:prefix")
          .withMessageContaining(ActionCatalogue.bundled().id());
      assertThat(sts.calls()).isEmpty();
    }
  }

  @Test
  void theCertificateNamesTheCatalogueAndWhatItFound() {
    assertThat(IsolationCertificate.of(believer()).text())
        .contains("catalogue " + ActionCatalogue.bundled().id() + "\n")
        .contains("finding ERROR UNSUPPORTED_KEY s3:ListBucketMultipartUploads")
        .contains("verdict ISOLATED");
    assertThat(IsolationCertificate.of(Samples.blueprint()).text()).doesNotContain("finding");
  }

  @Test
  void aNewerCatalogueMayKnowBetter(@TempDir Path folder) throws IOException {
    String newer =
        """
        format\t1
        source\there
        version\t2
        updated\t2030-01-01
        service\ts3
        key\tString\ts3:prefix
        resource\tbucket\tarn:${Partition}:s3:::${BucketName}
        action\tWrite\tDeleteBucket\tbucket!
        action\tList\tListBucketMultipartUploads\tbucket!\t~prefix
        """;
    ActionCatalogue knowing =
        ActionCatalogue.read(Files.writeString(folder.resolve("newer.txt"), newer));
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      assertThat(Samples.vendor(sts).blueprint(believer()).catalogue(knowing).build()).isNotNull();
    }
  }
}
