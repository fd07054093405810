package io.leasehold.isolation.iam;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who asks, under every name a policy may use.
 *
 * @param account the account's id, empty for an AWS service
 * @param directNames names of the user, session or service itself
 * @param roleNames names of the role behind a session
 * @param accountNames names of the whole account
 */
record Caller(
    String account, Set<String> directNames, Set<String> roleNames, Set<String> accountNames) {

  static Caller of(AccessRequest request) {
    String arn = request.principalArn();
    if (!ArnGlob.isArn(arn)) {
      return new Caller("", Set.of(arn), Set.of(), Set.of());
    }
    String[] parts = arn.split(":", 6);
    String account = parts[4];
    Set<String> roles = new LinkedHashSet<>();
    if (parts[2].equals("sts") && parts[5].startsWith("assumed-role/")) {
      String[] session = parts[5].split("/", 3);
      List<String> known = request.values("aws:principalarn");
      if (known != null && known.size() == 1) {
        roles.add(known.get(0)); // has the role's path, which the session's ARN lacks
      } else {
        roles.add("arn:" + parts[1] + ":iam::" + account + ":role/" + session[1]);
      }
    }
    return new Caller(
        account,
        Set.of(arn),
        Set.copyOf(roles),
        Set.of(account, "arn:" + parts[1] + ":iam::" + account + ":root"));
  }

  /** Whether the thing belongs to another account than the caller, as far as the request tells. */
  boolean isForeignTo(AccessRequest request) {
    List<String> owner = request.values("aws:resourceaccount");
    String account =
        owner != null && owner.size() == 1
            ? owner.get(0)
            : ArnGlob.isArn(request.resource()) ? request.resource().split(":", 6)[4] : "";
    boolean known = !account.isEmpty() && !this.account.isEmpty();
    return known && !account.equals(this.account);
  }
}
