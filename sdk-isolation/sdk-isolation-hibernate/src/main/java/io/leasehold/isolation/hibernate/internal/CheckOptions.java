package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.AcceptedHole;
import io.leasehold.isolation.hibernate.TenantExpression;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a check is to look at.
 *
 * @param schemas where the tenants' tables are
 * @param tenantColumn the column that makes a table a tenants' table
 * @param saying what the policies compare that column with, and how it is said
 * @param sharedTables the tables there that all tenants share, with their schema
 * @param accepted the holes that are accepted
 * @param canary the tenant whose rows must be invisible, null for one that does not exist
 * @param fingerprint of the policies that were released, null when it is not compared
 * @param pooler whether a pooler is expected in front of PostgreSQL
 * @param serverVersion what PostgreSQL is taken for, null for what it says
 */
public record CheckOptions(
    Set<String> schemas,
    String tenantColumn,
    Saying saying,
    Set<String> sharedTables,
    Set<AcceptedHole> accepted,
    @Nullable String canary,
    @Nullable String fingerprint,
    boolean pooler,
    @Nullable Integer serverVersion) {

  /**
   * What tells PostgreSQL the tenant.
   *
   * @param expression in the policies
   * @param setting how a check makes it the tenant that it tries
   */
  public record Saying(TenantExpression expression, TenantSetting setting) {}

  /** What the policies compare the tenant column with. */
  public TenantExpression tenant() {
    return saying.expression();
  }

  /** What is looked at when only the schemas are named. */
  public static CheckOptions of(Set<String> schemas) {
    return new CheckOptions(
        schemas,
        "tenant_id",
        new Saying(TenantExpression.VARIABLE, TenantSetting.PLAIN),
        Set.of(),
        Set.of(),
        null,
        null,
        false,
        null);
  }

  /** The same, for another tenant column. */
  public CheckOptions withTenantColumn(String column) {
    return with(changed -> changed.tenantColumn = column);
  }

  /** The same, where the tenant is said in another way. */
  public CheckOptions withSaying(Saying other) {
    return with(changed -> changed.saying = other);
  }

  /** The same, which knows these tables as shared. */
  public CheckOptions withSharedTables(Set<String> tables) {
    return with(changed -> changed.sharedTables = tables);
  }

  /** The same, with these holes accepted. */
  public CheckOptions withAccepted(Set<AcceptedHole> holes) {
    return with(changed -> changed.accepted = holes);
  }

  /** The same, with this canary. */
  public CheckOptions withCanary(String tenantId) {
    return with(changed -> changed.canary = tenantId);
  }

  /** The same, which compares the policies with the released ones. */
  public CheckOptions withFingerprint(String released) {
    return with(changed -> changed.fingerprint = released);
  }

  /** The same, which expects a pooler. */
  public CheckOptions withPooler() {
    return with(changed -> changed.pooler = true);
  }

  /** The same, which takes PostgreSQL for this version. */
  public CheckOptions withServerVersion(int version) {
    return with(changed -> changed.serverVersion = version);
  }

  private CheckOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The components while one of them changes: the only place that lists them all. */
  private static final class Draft {

    private final Set<String> schemas;
    private String tenantColumn;
    private Saying saying;
    private Set<String> sharedTables;
    private Set<AcceptedHole> accepted;
    private @Nullable String canary;
    private @Nullable String fingerprint;
    private boolean pooler;
    private @Nullable Integer serverVersion;

    Draft(CheckOptions from) {
      schemas = from.schemas;
      tenantColumn = from.tenantColumn;
      saying = from.saying;
      sharedTables = from.sharedTables;
      accepted = from.accepted;
      canary = from.canary;
      fingerprint = from.fingerprint;
      pooler = from.pooler;
      serverVersion = from.serverVersion;
    }

    CheckOptions options() {
      return new CheckOptions(
          schemas,
          tenantColumn,
          saying,
          sharedTables,
          accepted,
          canary,
          fingerprint,
          pooler,
          serverVersion);
    }
  }
}
