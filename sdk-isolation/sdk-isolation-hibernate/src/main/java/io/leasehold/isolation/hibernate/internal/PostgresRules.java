package io.leasehold.isolation.hibernate.internal;

/** What PostgreSQL must be like to keep tenants apart. */
public final class PostgresRules {

  private PostgresRules() {}

  /**
   * Whether the version has the fixes of CVE-2024-10976 (a cached plan keeps the policies of
   * another role) and CVE-2025-8713 (statistics show sampled rows past row security).
   *
   * @param version as {@code server_version_num}, such as 170006
   */
  public static boolean isSafe(int version) {
    int minor = version % 10_000;
    return switch (version / 10_000) {
      case 14 -> minor >= 19;
      case 15 -> minor >= 14;
      case 16 -> minor >= 10;
      case 17 -> minor >= 6;
      default -> version >= 180_000;
    };
  }
}
