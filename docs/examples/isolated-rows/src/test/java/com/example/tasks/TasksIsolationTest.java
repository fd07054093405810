package com.example.tasks;

import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.testkit.data.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.PersistenceConfiguration;

class TasksIsolationTest implements DataIsolationTck {
  public DataUnderTest dataUnderTest() throws Exception {
    var postgres = EmbeddedPostgres.start();
    try (var owner = postgres.getPostgresDatabase().getConnection()) {
      owner.createStatement().execute(new String(Tasks.class.getResourceAsStream("/schema.sql").readAllBytes()));
      var tasks = new Tasks(new PersistenceConfiguration("tasks").managedClass(Tasks.Project.class).managedClass(Tasks.Task.class)
          .property("jakarta.persistence.nonJtaDataSource", postgres.getDatabase("tasks_app", "postgres")).createEntityManagerFactory());
      RowSecurityPlan.of(tasks.unit()).apply(owner); // isolation on
      return DataUnderTest.builder(tasks.unit()).repository(Tasks.class, tasks)
          .seed(rows -> tasks.add(rows.marker(), rows.marker())).build();
    }
  }
}
