package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was proved of a blueprint, as a text to keep beside it under version control. A build that
 * makes the certificate anew and compares the two sees every change of what tenants may touch, of
 * what is taken to be whose, and of the verdict. Immutable.
 *
 * @param blueprint its name
 * @param delivery how it reaches a session
 * @param fenced whether what is not allowed is denied as well
 * @param reserved ids that no tenant may have
 * @param policy SHA-256 of all policy templates that are delivered, in hex
 * @param ownership SHA-256 of what belongs to whom, in hex
 * @param catalogue name and version of the catalogue that the policy was checked against
 * @param findings what came of that, errors and warnings
 * @param verdict {@code ISOLATED}, {@code LEAKS} or {@code UNDECIDED}
 */
public record IsolationCertificate(
    String blueprint,
    PolicyDelivery delivery,
    boolean fenced,
    List<String> reserved,
    String policy,
    String ownership,
    String catalogue,
    List<String> findings,
    String verdict) {

  /** Copies. */
  public IsolationCertificate {
    reserved = List.copyOf(reserved);
    findings = List.copyOf(findings);
  }

  /** Plans the blueprint, checks it against the bundled catalogue, proves and certifies it. */
  public static IsolationCertificate of(IsolationBlueprint blueprint) {
    return of(blueprint, ActionCatalogue.bundled());
  }

  /** Plans the blueprint, checks it against a catalogue, proves and certifies it. */
  public static IsolationCertificate of(IsolationBlueprint blueprint, ActionCatalogue catalogue) {
    return of(PolicyPlan.of(blueprint), catalogue);
  }

  /** Checks a plan against a catalogue, proves what it delivers, and certifies both. */
  public static IsolationCertificate of(PolicyPlan plan, ActionCatalogue catalogue) {
    IsolationBlueprint blueprint = plan.blueprint();
    Proof proof = plan.prove();
    return new IsolationCertificate(
        blueprint.name(),
        plan.delivery(),
        blueprint.fenced(),
        blueprint.reserved().stream().map(TenantId::value).sorted().toList(),
        sha256(plan.delivered().map(PolicyTemplate::json).collect(Collectors.joining("\n"))),
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
        Leasehold isolation certificate 3
        blueprint %s
        delivery %s
        fence %s
        reserved %s
        policy %s
        ownership %s
        catalogue %s
        %sverdict %s
        """
        .formatted(
            blueprint,
            delivery,
            fenced ? "yes" : "no",
            reserved,
            policy,
            ownership,
            catalogue,
            found,
            verdict);
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
