package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the role of each tenant is called. The whole tenant id is part of the name, so that no two
 * tenants share a role; a name that is too long for IAM is refused, never shortened. Immutable and
 * thread-safe.
 *
 * @param path the path of all roles, such as {@code /tenants/}
 * @param before what comes before the tenant id: empty, or ends with a character that no tenant id
 *     has, such as {@code tenant_}
 */
public record SiloRoleNames(String path, String before) {

  /** What IAM takes at most. */
  public static final int MAX_CHARACTERS = 64;

  private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9_-]+/)*");
  private static final Pattern BEFORE = Pattern.compile("|[A-Za-z0-9+=,.@_-]{0,50}[+=,.@_]");

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if path or beginning are malformed
   */
  public SiloRoleNames {
    require(PATH, path, "a path of roles begins and ends with a slash");
    // With a hyphen, a pattern such as role/tenant-acme-* would take in the role of another tenant.
    require(BEFORE, before, "what comes before the id is empty or ends with one of +=,.@_");
  }

  private static void require(Pattern grammar, String value, String rule) {
    Objects.requireNonNull(value, rule);
    if (!grammar.matcher(value).matches()) {
      throw new IllegalArgumentException(rule + ": \"" + value + "\" does not");
    }
  }

  /** Names such as {@code tenant_acme}. */
  public static SiloRoleNames prefixed(String before) {
    return new SiloRoleNames("/", before);
  }

  /** The same names below a path such as {@code /tenants/}. */
  public SiloRoleNames under(String path) {
    return new SiloRoleNames(path, before);
  }

  /** How many characters the longest tenant id may have. */
  public int longestTenantId() {
    return MAX_CHARACTERS - before.length();
  }

  /**
   * The name of the tenant's role.
   *
   * @throws SiloRoleException if it does not fit ({@code LH-ISO-161})
   */
  public String name(TenantId tenant) {
    String name = before + tenant.value();
    if (name.length() > MAX_CHARACTERS) {
      throw SiloRoleException.name(
          "the role of tenant %s would have a name of %d characters, and IAM takes %d; names are not shortened, because two tenants could then share a role: choose a shorter beginning than \"%s\" or a path"
              .formatted(tenant, name.length(), MAX_CHARACTERS, before));
    }
    return name;
  }

  /**
   * The ARN of the tenant's role.
   *
   * @param place partition and account of the role
   * @throws SiloRoleException if the name does not fit ({@code LH-ISO-161})
   */
  public String arn(AwsPlace place, TenantId tenant) {
    return "arn:%s:iam::%s:role%s%s"
        .formatted(place.partition(), place.account(), path, name(tenant));
  }

  /** Whose role it is by its name, if it has the name of a tenant's role. */
  public Optional<TenantId> tenant(String roleName) {
    return Optional.of(roleName)
        .filter(name -> name.startsWith(before) && name.length() <= MAX_CHARACTERS)
        .map(name -> name.substring(before.length()))
        .filter(TenantId::isValid)
        .map(TenantId::of);
  }
}
