package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.tenancy.TenantId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that a pattern of a policy stands for. */
final class Samples {

  private static final List<String> FOR_STARS = List.of("x", "x/y", "");

  private Samples() {}

  /** The pattern with the tenant in its hole. */
  static String filled(String pattern, TenantId tenant) {
    return pattern.replace(TenantResourceScope.TENANT, tenant.value());
  }

  /** Some texts that fit, the plainest first. */
  static List<String> of(String pattern) {
    Set<String> all = new LinkedHashSet<>();
    for (String star : FOR_STARS) {
      all.add(pattern.replace("*", star).replace('?', 'x'));
    }
    return List.copyOf(all);
  }

  /** Some texts that fit, with the tenant in the hole. */
  static List<String> of(String pattern, TenantId tenant) {
    return of(filled(pattern, tenant));
  }

  /** Whether an action fits the pattern of a statement. */
  static boolean fits(String pattern, String action) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
