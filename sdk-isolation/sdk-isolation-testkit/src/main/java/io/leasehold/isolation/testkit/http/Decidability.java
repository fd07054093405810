package io.leasehold.isolation.testkit.http;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueAction;
import io.leasehold.isolation.catalogue.CatalogueService;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes sure that whatever the policies ask about a request is known of it. A key that a reader did
 * not look for would count as missing, and a Deny on it would be passed over.
 */
final class Decidability {

  // What a session of a role on its own, straight from the SDK, never carries.
  private static final Set<String> NEVER =
      Set.of(
          "aws:assumedroot",
          "aws:calledvia",
          "aws:calledviafirst",
          "aws:calledvialast",
          "aws:principalservicename",
          "aws:principalservicenameslist",
          "aws:sourceaccount",
          "aws:sourcearn",
          "aws:sourceowner",
          "aws:username");

  private final ActionCatalogue catalogue = ActionCatalogue.bundled();

  /**
   * Checks one key.
   *
   * @param key in lower case
   * @param known the keys that the request is decided with, in lower case
   * @throws Unreadable if AWS might know the key where we do not
   */
  void require(String key, Need need, Set<String> known, Optional<Map<String, String>> tags) {
    if (known.contains(key)
        || need.lookedFor(key)
        || NEVER.contains(key)
        || key.startsWith("aws:principaltag/")
        || (isResourceTag(key, need.action()) && tags.isPresent())
        || !carried(key, need.action())) {
      return;
    }
    throw new Unreadable(
        "a policy asks for %s of %s on %s, which is not read from requests: "
                .formatted(key, need.action(), need.resource())
            + (isResourceTag(key, need.action())
                ? "say the tags with AwsFacts.tag or AwsFacts.untagged"
                : "say it with IamEnforcement.Builder.environment if it is the same for all"));
  }

  /**
   * Leaves out what AWS does not document the action to carry: {@code ListBucketMultipartUploads}
   * has a prefix and no {@code s3:prefix}, and a condition on it has to find it missing.
   */
  void keepCarried(Need need) {
    need.keep(key -> carried(key, need.action()));
  }

  private static boolean isResourceTag(String key, String action) {
    String service = action.substring(0, action.indexOf(':')).toLowerCase(Locale.ROOT);
    return key.startsWith("aws:resourcetag/") || key.startsWith(service + ":resourcetag/");
  }

  // Of a service or an action that the catalogue does not have, anything may be carried.
  private boolean carried(String key, String action) {
    boolean global = catalogue.globalKeys().stream().anyMatch(known -> known.isMeantBy(key));
    Optional<CatalogueService> service = catalogue.serviceOf(action);
    Optional<CatalogueAction> known = catalogue.action(action);
    if (known.isEmpty()) {
      return true;
    }
    boolean byAction =
        service.orElseThrow().keysMeantBy(key).stream().anyMatch(known.get()::carries);
    return byAction || (global && !key.startsWith("aws:requesttag/") && !key.equals("aws:tagkeys"));
  }
}
