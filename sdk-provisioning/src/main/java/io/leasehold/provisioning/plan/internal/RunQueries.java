package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.StartKey;
import io.leasehold.provisioning.plan.StepError;
import io.leasehold.provisioning.plan.UnknownPlanRuns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads runs for people and programs. */
final class RunQueries {

  private RunQueries() {}

  static Optional<PlanRun> find(Connection connection, RunId run) throws SQLException {
    return runs(connection, "where id = ?", run.value()).stream().findFirst();
  }

  static List<PlanRun> list(Connection connection, RunStatus status, int limit)
      throws SQLException {
    return runs(
        connection, "where status = ? order by started_at desc limit ?", status.name(), limit);
  }

  static Optional<RunId> find(Connection connection, String plan, StartKey key)
      throws SQLException {
    return Sql.of("select id from {}.plan_run where plan = ? and start_key = ?", plan, key.value())
        .first(connection, row -> new RunId(row.getObject(1, UUID.class)));
  }

  static List<UnknownPlanRuns> unknown(Connection connection, Set<PlanKey> known)
      throws SQLException {
    return Sql.of(
            """
            select plan, version, digest, count(*) from {}.plan_run
            where status in ('RUNNING', 'WAITING', 'UNDOING')
            group by plan, version, digest order by plan, version, digest
            """)
        .list(
            connection,
            row ->
                new UnknownPlanRuns(
                    row.getString(1), row.getInt(2), row.getString(3), row.getLong(4)))
        .stream()
        .filter(runs -> !known.contains(new PlanKey(runs.plan(), runs.version(), runs.digest())))
        .toList();
  }

  /** Unfinished runs that were started with other steps under the same name and version. */
  static long changed(Connection connection, Plan plan) throws SQLException {
    return Sql.of(
            """
            select count(*) from {}.plan_run
            where plan = ? and version = ? and digest <> ?
              and status in ('RUNNING', 'WAITING', 'UNDOING')
            """,
            plan.name(),
            plan.version(),
            plan.digest())
        .first(connection, row -> row.getLong(1))
        .orElse(0L);
  }

  private static List<PlanRun> runs(Connection connection, String which, Object... parameters)
      throws SQLException {
    Set<RunId> ids = new HashSet<>();
    Map<RunId, JournalView> journals = new HashMap<>();
    List<RunRow> rows =
        Sql.of("select * from {}.plan_run " + which, parameters)
            .list(
                connection,
                row -> {
                  RunRow read = RunRow.read(row);
                  ids.add(read.id());
                  journals.put(read.id(), new JournalView());
                  return read;
                });
    if (!ids.isEmpty()) {
      Sql.of(
              """
              select * from {}.plan_step where run_id = any (?::uuid[]) order by undo, position
              """,
              ids.stream().map(RunId::toString).toList())
          .list(
              connection,
              row ->
                  journals
                      .computeIfAbsent(
                          new RunId(row.getObject("run_id", UUID.class)), id -> new JournalView())
                      .add(row));
    }
    List<PlanRun> runs = new ArrayList<>();
    rows.forEach(row -> runs.add(row.with(journals.get(row.id()))));
    return runs;
  }

  static Optional<StepError> error(@Nullable String code, @Nullable String message) {
    return code == null
        ? Optional.empty()
        : Optional.of(new StepError(code, message == null ? "" : message));
  }

  /** A row of {@code plan_run} without its steps. */
  private record RunRow(PlanRun run, Map<String, String> input, List<String> steps) {

    static RunRow read(ResultSet row) throws SQLException {
      PlanRun run =
          new PlanRun(
              new RunId(row.getObject("id", UUID.class)),
              row.getString("plan"),
              row.getInt("version"),
              RunStatus.valueOf(row.getString("status")),
              List.of(),
              Sql.notNull(row, "started_at"),
              Sql.instant(row, "finished_at"),
              error(row.getString("error_code"), row.getString("error_message")),
              Map.of());
      return new RunRow(
          run,
          TextMap.read(row.getString("input")),
          Arrays.asList((String[]) row.getArray("steps").getArray()));
    }

    RunId id() {
      return run.id();
    }

    PlanRun with(@Nullable JournalView journal) {
      JournalView view = journal == null ? new JournalView() : journal;
      Map<String, String> data = new HashMap<>(input);
      data.putAll(view.outputs());
      return new PlanRun(
          run.id(),
          run.plan(),
          run.version(),
          run.status(),
          view.steps(steps),
          run.startedAt(),
          run.finishedAt(),
          run.error(),
          data);
    }
  }
}
