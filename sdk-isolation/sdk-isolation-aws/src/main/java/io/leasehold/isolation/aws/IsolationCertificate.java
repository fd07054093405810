package io.leasehold.isolation.aws;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.proof.Proof;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What was proved of a blueprint, as a text to keep beside it under version control. A build that
 * makes the certificate anew and compares the two sees every change of what tenants may touch, of
 * what is taken to be whose, and of the verdict. Immutable.
 *
 * @param blueprint its name
 * @param policy SHA-256 of the policy template, in hex
 * @param ownership SHA-256 of what belongs to whom, in hex
 * @param catalogue name and version of the catalogue that the policy was checked against
 * @param findings what came of that, errors and warnings
 * @param verdict {@code ISOLATED}, {@code LEAKS} or {@code UNDECIDED}
 */
public record IsolationCertificate(
    String blueprint,
    String policy,
    String ownership,
    String catalogue,
    List<String> findings,
    String verdict) {

  /** Copies. */
  public IsolationCertificate {
    findings = List.copyOf(findings);
  }

  /** Checks the blueprint against the bundled catalogue, proves it, and certifies both. */
  public static IsolationCertificate of(IsolationBlueprint blueprint) {
    return of(blueprint, ActionCatalogue.bundled());
  }

  /** Checks the blueprint against a catalogue, proves it, and certifies what came of both. */
  public static IsolationCertificate of(IsolationBlueprint blueprint, ActionCatalogue catalogue) {
    Proof proof = blueprint.prove();
    return new IsolationCertificate(
        blueprint.name(),
        sha256(PolicyCompiler.template(blueprint).json()),
        sha256(blueprint.ownerships().toString()),
        catalogue.id(),
        blueprint.check(catalogue).stream().map(Finding::toString).toList(),
        proof instanceof Proof.Isolated
            ? "ISOLATED"
            : proof instanceof Proof.Leaks ? "LEAKS" : "UNDECIDED");
  }

  /** One line each, always in the same order. */
  public String text() {
    StringBuilder found = new StringBuilder();
    findings.forEach(finding -> found.append("finding ").append(finding).append('\n'));
    return """
        Leasehold isolation certificate 2
        blueprint %s
        policy %s
        ownership %s
        catalogue %s
        %sverdict %s
        """
        .formatted(blueprint, policy, ownership, catalogue, found, verdict);
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
