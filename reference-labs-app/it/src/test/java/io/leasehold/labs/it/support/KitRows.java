package io.leasehold.labs.it.support;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.labs.demo.LabsEnvironment;
import io.leasehold.tenancy.TenantContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Rows for the isolation kit, written and read as the application's own role. A run belongs to a
 * learner besides its tenant, so every connection is one of the learner of the tenant in scope.
 */
public final class KitRows {

  private static final String INTO =
      """
      with l as (insert into labs.lab values
        (gen_random_uuid(), ?1, ?2, ?2, ?2, 'beginner', 30, ?2, ?2, 'guides/' || ?2, 900)),
      r as (insert into labs.lab_run (id, tenant_id, learner, lab_name, lab_title, minutes,
          request_key, state, requested_at, ended_at, end_reason)
        values (gen_random_uuid(), ?1, ?3, ?2, ?2, 30, ?2, 'ENDED', now(), now(), 'completed')
        returning id)
      insert into labs.operation
        select gen_random_uuid(), ?1, ?3, id, 'START_LAB', now() from r
      """;

  private final LabsEnvironment labs;
  private final Map<String, String> learners;

  /**
   * @param labs the product
   * @param learners the pseudonym of the learner of each tenant
   */
  public KitRows(LabsEnvironment labs, Map<String, String> learners) {
    this.labs = labs;
    this.learners = Map.copyOf(learners);
  }

  /** Connections of the learner of the tenant in scope. */
  public DataSource source() {
    return TenantDataSource.around(ofLearner(labs.database().as(labs.database().app())));
  }

  /** A lab, and a run of it that is over, for the tenant in scope; the text is in each column. */
  public void seed(String text) throws SQLException {
    String tenant = TenantContext.require().id().value();
    try (Connection connection = source().getConnection()) {
      connection.setAutoCommit(false);
      String sql =
          INTO.replace("?1", quoted(tenant))
              .replace("?2", quoted(text))
              .replace("?3", quoted(learners.get(tenant)));
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.execute();
      }
      connection.commit();
    }
  }

  /** A lab that only this tenant offers. */
  public void offer(String tenant, String name) throws SQLException {
    asOwner(
        tenant,
        """
        insert into labs.lab values
          (gen_random_uuid(), %1$s, %2$s, %2$s, %2$s, 'beginner', 30, %2$s, 's3', %2$s, 900)
          on conflict do nothing
        """
            .formatted(quoted(tenant), quoted(name)));
  }

  /** Takes every lab away whose name begins so, with its runs and operations. */
  public void removeAll(String prefix) throws SQLException {
    for (String tenant : learners.keySet()) {
      String name = quoted(prefix + "%");
      asOwner(
          tenant,
          "delete from labs.operation where lab_run_id in"
              + " (select id from labs.lab_run where lab_name like %1$s);".formatted(name));
      asOwner(tenant, "delete from labs.lab_run where lab_name like " + name);
      asOwner(tenant, "delete from labs.lab where name like " + name);
    }
  }

  // Bound by the policies like everybody else.
  private void asOwner(String tenant, String sql) throws SQLException {
    try (Connection connection = labs.database().as(labs.database().owner()).getConnection()) {
      connection.setAutoCommit(false);
      set(connection, "leasehold.tenant", tenant);
      set(connection, "labs.learner", learners.get(tenant));
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.execute();
      }
      connection.commit();
    }
  }

  private DataSource ofLearner(DataSource bare) {
    return (DataSource)
        Proxy.newProxyInstance(
            KitRows.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(bare, arguments);
                if (result instanceof Connection connection) {
                  String tenant = TenantContext.require().id().value();
                  set(connection, "labs.learner", learners.getOrDefault(tenant, "nobody"));
                }
                return result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private static void set(Connection connection, String variable, String value)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config(?, ?, false)")) {
      statement.setString(1, variable);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
