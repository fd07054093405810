package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the prover says of all tenants, the evaluator says of random pairs of them. Half of the
 * pairs are made to resemble each other, as the names do that attacks use.
 */
class ProverAndEvaluatorTest {

  private static final int PAIRS = Boolean.getBoolean("leasehold.long") ? 10_000 : 1_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

  @ParameterizedTest
  @CsvSource({
    "{T}/*, true",
    "{T}*, false",
    "{T}-*, false",
    "{T}?*, false",
    "*{T}/*, false",
    "x/{T}/*, true",
    "x-{T}/*, true",
    "*/{T}/*, false",
  })
  void randomPairsOfTenantsAgreeWithTheVerdict(String keys, boolean isolated) {
    String own = keys.replace("?*", "/*").replace("*{", "{").replace("{T}*", "{T}/*");
    String owned = own.replace("*/{T}", "x/{T}").replace("{T}-*", "{T}-/*");
    PolicyTemplate template =
        new PolicyTemplate(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                + "\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/"
                + keys
                + "\"}}");
    Ownership ownership =
        new Ownership(
            "s3",
            List.of(
                new ForeignRequest(List.of("s3:GetObject"), "arn:aws:s3:::b/" + owned, Map.of())),
            new ForeignRequest(List.of(), "*", Map.of()));

    Proof proof = IsolationProver.prove(template, List.of(ownership));

    assertThat(proof instanceof Proof.Isolated).isEqualTo(isolated);
    Random random = new Random(keys.hashCode());
    for (int pair = 0; pair < PAIRS; pair++) {
      TenantId one = id(random);
      TenantId other = random.nextBoolean() ? id(random) : alike(one, random);
      if (one.equals(other)) {
        continue;
      }
      AccessRequest request =
          AccessRequest.of(
              Suspicion.SESSION,
              "s3:GetObject",
              "arn:aws:s3:::b/" + owned.replace("{T}", other.value()).replace("*", "x"));
      boolean allowed = Suspicion.decide(template, one, request).allowed();
      if (isolated) {
        assertThat(allowed).as(one + " reads " + request.resource()).isFalse();
      }
    }
  }

  private static TenantId id(Random random) {
    while (true) {
      StringBuilder id = new StringBuilder();
      int length = 1 + random.nextInt(8);
      for (int i = 0; i < length; i++) {
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      if (TenantId.isValid(id.toString())) {
        return TenantId.of(id.toString());
      }
    }
  }

  private static TenantId alike(TenantId one, Random random) {
    String value = one.value();
    return TenantId.of(
        switch (random.nextInt(4)) {
          case 0 -> value + "0";
          case 1 -> value + "-eu";
          case 2 -> "x" + value;
          default ->
              value.length() > 1 && value.charAt(value.length() - 2) != '-'
                  ? value.substring(0, value.length() - 1)
                  : value + "1";
        });
  }
}
