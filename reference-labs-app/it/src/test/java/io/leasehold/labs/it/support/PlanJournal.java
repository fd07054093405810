package io.leasehold.labs.it.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Looks into the journal of the plan runner, past its API. */
public final class PlanJournal {

  private final DataSource database;

  /** Reads with the platform's role. */
  public PlanJournal(DataSource platform) {
    this.database = platform;
  }

  /** The runs in which the node is in the middle of a step. */
  public List<String> inTheHandsOf(String node) {
    return column(
        "select task_instance from leasehold_provisioning.scheduled_tasks"
            + " where picked and picked_by = ?",
        node);
  }

  /** Every finished step: where, and when and by whom it was finished. */
  public Map<String, String> finishedSteps() {
    Map<String, String> steps = new TreeMap<>();
    for (String row :
        column(
            "select run_id || ' ' || undo || ' ' || position || ' ' || name || '=' || node || ' '"
                + " || finished_at || ' attempts ' || attempts from leasehold_provisioning.plan_step"
                + " where state = 'DONE'")) {
      int equals = row.indexOf('=');
      steps.put(row.substring(0, equals), row.substring(equals + 1));
    }
    return steps;
  }

  /** How many runs are not finished. */
  public int unfinished(String plan) {
    return column(
            "select id::text from leasehold_provisioning.plan_run"
                + " where finished_at is null and plan = ?",
            plan)
        .size();
  }

  /** The first column of the answer, as texts. */
  public List<String> column(String sql, String... parameters) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }
}
