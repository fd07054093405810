package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;

import io.leasehold.isolation.hibernate.schema.KeyAdvice;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Papers, their revisions, and the tables for both. */
final class Press {

  static final List<String> TABLES =
      List.of("paper", "paper_tag", "paper_aud", "paper_tag_aud", "paper_revision", "essay");

  static final Map<String, Object> SETTINGS = Map.of("hibernate.default_schema", "labs");

  private Press() {}

  /** Makes the tables as Hibernate would, with what the plan of the unit wants of them. */
  static void make(LabsDatabase database) {
    try (Shop.Made made = Shop.of(database.app(), PressRaid.ENTITIES);
        Connection owner = database.owner().getConnection()) {
      execute(owner, "drop table labs.note, labs.lab_run");
      execute(owner, made.tables());
      RowSecurityPlan plan = RowSecurityPlan.of(made.unit().factory);
      plan.apply(owner);
      for (KeyAdvice advice : plan.advice(owner)) {
        for (String sql : advice.statements()) {
          execute(owner, sql);
        }
      }
      execute(
          owner,
          "grant select, insert, update, delete on all tables in schema labs to labs_app;"
              + "grant usage on all sequences in schema labs to labs_app");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
