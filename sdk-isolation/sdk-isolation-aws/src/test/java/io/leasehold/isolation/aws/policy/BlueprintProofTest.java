package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.scope.CustomScope;
import io.leasehold.isolation.aws.scope.Grant;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.Proof;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlueprintProofTest {

  private static final String QUEUES = "arn:aws:sqs:eu-central-1:111111111111:app-";

  @Test
  void theScopesOfThisLibraryAreProvedForAllTenants() {
    assertThat(Samples.blueprint().prove()).isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void noCredentialsAreVendedOnABlueprintThatLeaks() {
    assertThatExceptionOfType(UnprovenBlueprintException.class)
        .isThrownBy(() -> withQueues(QUEUES + "{T}-*").requireProof(ActionCatalogue.bundled()))
        .satisfies(refusal -> assertThat(refusal.proof()).isInstanceOf(Proof.Leaks.class))
        .withMessageContaining("labs");
  }

  @Test
  void aScopeOfOnesOwnIsProvedLikeAnyOther() {
    assertThat(withQueues(QUEUES + "{T}-work").prove()).isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void twoKindsOfNamesThatTwoTenantsCouldShareAreFound() {
    Proof proof = withQueues(QUEUES + "{T}-work", QUEUES + "{T}", QUEUES + "{T}-work").prove();
    assertThat(proof).isInstanceOf(Proof.Leaks.class);
    // The queue of tenant x-work has the name of the other queue of tenant x.
    assertThat(((Proof.Leaks) proof).request().resource()).endsWith("-work");
  }

  @Test
  void theCertificateChangesWithThePolicyAndWithWhatBelongsToWhom() {
    IsolationCertificate one = IsolationCertificate.of(withQueues(QUEUES + "{T}-work"));

    assertThat(one.text())
        .isEqualTo(IsolationCertificate.of(withQueues(QUEUES + "{T}-work")).text())
        .contains("blueprint labs", "verdict ISOLATED");
    IsolationCertificate other = IsolationCertificate.of(withQueues(QUEUES + "{T}-*"));
    assertThat(other.verdict()).isEqualTo("LEAKS");
    assertThat(other.policy()).isNotEqualTo(one.policy());
    assertThat(
            IsolationCertificate.of(withQueues(QUEUES + "{T}-work", QUEUES + "x{T}")).ownership())
        .isNotEqualTo(one.ownership());
  }

  private static IsolationBlueprint withQueues(String allowed) {
    return withQueues(allowed, QUEUES + "{T}-work");
  }

  private static IsolationBlueprint withQueues(String allowed, String... names) {
    Ownership queues =
        new Ownership(
            "sqs",
            Stream.of(names)
                .map(name -> new ForeignRequest(List.of("sqs:SendMessage"), name, Map.of()))
                .toList(),
            new ForeignRequest(List.of("sqs:DeleteQueue"), QUEUES + "*", Map.of()));
    Grant send = new Grant(List.of("sqs:SendMessage"), List.of(allowed), Map.of());
    return IsolationBlueprint.builder("labs")
        .region("eu-central-1")
        .account("111111111111")
        .allow(new CustomScope("queues", List.of(send), queues))
        .build();
  }
}
