package io.leasehold.isolation.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueAction;

/** Holds what readers say against the catalogue of actions, resources and condition keys. */
final class Documented {

  private static final ActionCatalogue CATALOGUE = ActionCatalogue.bundled();

  private Documented() {}

  static void requireAll(EnforcedCall call) {
    call.needed().forEach(need -> require(need));
  }

  private static void require(NeededPermission need) {
    CatalogueAction action =
        CATALOGUE
            .action(need.action())
            .orElseThrow(() -> new AssertionError("AWS documents no action " + need.action()));
    boolean everything = need.resource().equals("*");
    boolean phone = need.resource().startsWith("+");
    assertThat(
            everything
                || phone
                || action.resourceTypes().stream().anyMatch(type -> fits(type.arn(), need)))
        .as("%s on %s", need.action(), need.resource())
        .isTrue();
    for (String key : need.context().keySet()) {
      boolean carried =
          CATALOGUE.serviceOf(need.action()).orElseThrow().keysMeantBy(key).stream()
              .anyMatch(action::carries);
      assertThat(carried).as("%s carries %s", need.action(), key).isTrue();
    }
  }

  private static boolean fits(String pattern, NeededPermission need) {
    String[] literals = pattern.split("\\$\\{[^}]*}", -1);
    StringBuilder regex = new StringBuilder("(?s)");
    for (int i = 0; i < literals.length; i++) {
      regex.append(i == 0 ? "" : ".*").append(java.util.regex.Pattern.quote(literals[i]));
    }
    return need.resource().matches(regex.toString());
  }
}
