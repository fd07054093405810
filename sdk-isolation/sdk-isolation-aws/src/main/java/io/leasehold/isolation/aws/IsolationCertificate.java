package io.leasehold.isolation.aws;

import io.leasehold.isolation.proof.Proof;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was proved of a blueprint, as a text to keep beside it under version control. A build that
 * makes the certificate anew and compares the two sees every change of what tenants may touch, of
 * what is taken to be whose, and of the verdict. Immutable.
 *
 * @param blueprint its name
 * @param policy SHA-256 of the policy template, in hex
 * @param ownership SHA-256 of what belongs to whom, in hex
 * @param verdict {@code ISOLATED}, {@code LEAKS} or {@code UNDECIDED}
 */
public record IsolationCertificate(
    String blueprint, String policy, String ownership, String verdict) {

  /** Proves the blueprint and certifies what came of it. */
  public static IsolationCertificate of(IsolationBlueprint blueprint) {
    Proof proof = blueprint.prove();
    return new IsolationCertificate(
        blueprint.name(),
        sha256(PolicyCompiler.template(blueprint).json()),
        sha256(blueprint.ownerships().toString()),
        proof instanceof Proof.Isolated
            ? "ISOLATED"
            : proof instanceof Proof.Leaks ? "LEAKS" : "UNDECIDED");
  }

  /** One line each, always in the same order. */
  public String text() {
    return "Leasehold isolation certificate 1\nblueprint %s\npolicy %s\nownership %s\nverdict %s\n"
        .formatted(blueprint, policy, ownership, verdict);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
