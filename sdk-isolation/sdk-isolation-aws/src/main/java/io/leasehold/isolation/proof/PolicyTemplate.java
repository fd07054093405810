package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.List;

/**
 * A policy with the hole {@code {T}} where the id of the tenant goes that it is for. Immutable.
 *
 * @param json the policy
 */
public record PolicyTemplate(String json) {

  /** Stands for the tenant id. */
  public static final String HOLE = TenantPattern.HOLE_TEXT;

  // Stands in for the hole while the text is read; no template has a reason to spell it. It does
  // not begin as it ends, so that what stands beside a hole cannot be taken for a part of one.
  private static final String STAND_IN = "0hole1";
  private static final String SPELT_IN_HEX = "\\u";

  /**
   * Validates.
   *
   * @throws io.leasehold.isolation.iam.PolicySyntaxException if a tenant's policy by this template
   *     would be none
   * @throws IllegalArgumentException if a hole is where a text cannot be escaped
   */
  public PolicyTemplate {
    if (json.contains(STAND_IN)) {
      throw new IllegalArgumentException("a policy template does not contain " + STAND_IN);
    }
    if (json.contains(SPELT_IN_HEX)) {
      // It could spell the stand-in, or a hole that is not filled.
      throw new IllegalArgumentException("a policy template spells no character as \\uXXXX");
    }
    HolePlaces.require(
        StatementOutline.of(json.replace(TenantPattern.HOLE_TEXT, STAND_IN)), STAND_IN);
  }

  /** The policy of one tenant. */
  public String json(TenantId tenant) {
    return json(tenant.value());
  }

  /**
   * The policy of whoever has that id, which no grammar has seen.
   *
   * @throws IamLiteralException if it cannot be written so that it stands for itself
   */
  String json(String id) {
    String written = new IamLiteral(id).before(HolePlaces.delimiters(json)).written();
    return json.replace(HOLE, written);
  }

  /** The policy of one tenant, read. */
  public PolicyDocument of(TenantId tenant) {
    return PolicyDocument.parse(json(tenant));
  }

  /**
   * Whether it has what reads like a variable and is none, since the policy's version is too old.
   */
  boolean hasDeadVariables() {
    return json.contains("${")
        && !PolicyDocument.parse(json.replace(HOLE, STAND_IN)).hasLiveVariables();
  }

  /** The statements, in which {@code {T}} stands for the tenant. */
  public List<StatementOutline> statements() {
    return StatementOutline.of(json.replace(TenantPattern.HOLE_TEXT, STAND_IN)).stream()
        .map(PolicyTemplate::withHoles)
        .toList();
  }

  private static StatementOutline withHoles(StatementOutline read) {
    return new StatementOutline(
        read.allow(),
        read.actions(),
        read.notAction(),
        holes(read.resources()),
        read.notResource(),
        read.conditions().stream()
            .map(
                test ->
                    new StatementOutline.Test(test.operator(), test.key(), holes(test.values())))
            .toList());
  }

  private static List<String> holes(List<String> texts) {
    return texts.stream().map(text -> text.replace(STAND_IN, TenantPattern.HOLE_TEXT)).toList();
  }
}
