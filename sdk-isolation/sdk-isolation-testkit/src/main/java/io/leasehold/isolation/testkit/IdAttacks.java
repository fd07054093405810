package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** Ids that are meant to break out of the policy, and ids that look like others. */
final class IdAttacks {

  private static final List<String[]> HOSTILE =
      List.of(
          hostile("A01", "a star", "*"),
          hostile("A02", "a question mark", "?"),
          hostile("A03", "wildcards inside", "**", "acme*", "a?me"),
          hostile("A04", "a variable", "${aws:username}"),
          hostile("A05", "a variable with a default", "${aws:PrincipalTag/x, '*'}"),
          hostile("A06", "escapes", "${*}", "${?}", "${$}"),
          hostile("A07", "halves of a variable", "$", "${", "}"),
          hostile("A08", "quotes and brackets", "\",\"*\"", "\"}]}"),
          hostile("A09", "escaped characters", "\\u002a", "\\\\"),
          hostile("A10", "white space", "a b", "ab ", "a\tb", "a\nb", "a\u00a0b"),
          hostile("A11", "nothing", "", " "),
          hostile("A12", "paths", ".", "..", "../b", "a/../b", "%2e%2e%2f", "a%2Fb", "/b"),
          hostile("A13", "colons and ARNs", ":", "acme:*", "arn:aws:s3:::x"),
          hostile("A15", "capitals", "ACME", "Acme"),
          hostile(
              "A16", "look-alikes", "caf\u00e9", "\uff41cme", "\u212a", "\u0430cme", "a\u200bb"),
          hostile("A20", "entities", "&amp;", "&#42;"));

  private IdAttacks() {}

  static List<Attack> on(IsolationBlueprint blueprint) {
    List<Attack> attacks = new ArrayList<>();
    for (String[] row : HOSTILE) {
      attacks.add(new Attack(row[0], "an id that is " + row[1], () -> refused(row)));
    }
    attacks.add(new Attack("A14", "every two ids, by proof", () -> proved(blueprint)));
    attacks.add(
        new Attack(
            "A14",
            "ids of which one begins with the other",
            () -> {
              apart(blueprint, "acme", "acme-eu");
              apart(blueprint, "tenant1", "tenant10");
              apart(blueprint, "a", "ab");
              apart(blueprint, "eu", "acme-eu");
              apart(blueprint, "x", "x-x-x-x");
            }));
    attacks.add(
        new Attack(
            "A17",
            "the longest and the shortest id",
            () -> {
              apart(blueprint, "x".repeat(63), "x".repeat(62));
              apart(blueprint, "x".repeat(63), "x".repeat(62) + "y");
              apart(blueprint, "x", "xx");
            }));
    attacks.add(
        new Attack(
            "A18",
            "ids that read as numbers or booleans",
            () -> {
              apart(blueprint, "0123", "123");
              apart(blueprint, "1e3", "1000");
              apart(blueprint, "true", "1");
            }));
    attacks.add(
        new Attack(
            "A19",
            "ids that are words of AWS",
            () -> {
              for (String word : List.of("shared", "public", "system", "aws", "ssm", "index")) {
                apart(blueprint, word, "acme");
              }
            }));
    attacks.add(new Attack("A22", "the same id elsewhere", () -> elsewhere(blueprint)));
    return attacks;
  }

  private static String[] hostile(String id, String what, String... ids) {
    String[] row = new String[ids.length + 2];
    row[0] = id;
    row[1] = what;
    System.arraycopy(ids, 0, row, 2, ids.length);
    return row;
  }

  private static void refused(String[] row) {
    for (int i = 2; i < row.length; i++) {
      if (TenantId.isValid(row[i])) {
        throw new AssertionFailedError("\"" + row[i] + "\" is taken for a tenant id");
      }
    }
  }

  private static void proved(IsolationBlueprint blueprint) {
    Proof proof = blueprint.prove();
    if (!(proof instanceof Proof.Isolated)) {
      throw new AssertionFailedError(
          "blueprint " + blueprint.name() + " is not isolated: " + proof);
    }
  }

  private static void apart(IsolationBlueprint blueprint, String one, String other) {
    for (String[] pair : new String[][] {{one, other}, {other, one}}) {
      Intruder intruder = Intruder.of(blueprint, TenantId.of(pair[0]));
      Probe.on(blueprint, TenantId.of(pair[1]), intruder.tenant())
          .forEach(probe -> probe.failFor(intruder));
    }
  }

  private static void elsewhere(IsolationBlueprint blueprint) {
    AwsPlace here = blueprint.place();
    TenantId tenant = TenantId.of("acme");
    Intruder intruder = Intruder.of(blueprint, tenant);
    for (AwsPlace other :
        List.of(
            new AwsPlace(here.partition(), here.region(), other(here.account())),
            new AwsPlace(here.partition(), otherRegion(here.region()), here.account()))) {
      IsolationBlueprint there =
          new IsolationBlueprint(blueprint.name(), other, blueprint.scopes());
      String place = other.region() + ":" + other.account() + ":";
      Probe.on(there, tenant, tenant).stream()
          .filter(probe -> probe.resource().contains(place))
          .forEach(probe -> probe.failFor(intruder));
    }
  }

  private static String otherRegion(String region) {
    return region.equals("us-east-1") ? "us-west-2" : "us-east-1";
  }

  private static String other(String account) {
    return account.startsWith("9") ? "1" + account.substring(1) : "9" + account.substring(1);
  }
}
