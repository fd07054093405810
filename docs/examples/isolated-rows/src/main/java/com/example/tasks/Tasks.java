package com.example.tasks;

import jakarta.persistence.*;
import java.util.*;
import org.hibernate.annotations.TenantId;

/** The projects and tasks of whatever tenant is in scope. Nothing here speaks of tenants. */
record Tasks(EntityManagerFactory unit) {
  @Entity @Table(name = "project")
  static class Project {
    @Id @GeneratedValue UUID id;
    @TenantId String tenant_id;
    String name;
  }

  @Entity @Table(name = "task")
  static class Task {
    @Id @GeneratedValue UUID id;
    @TenantId String tenant_id;
    @ManyToOne Project project;
    String title;
  }

  void add(String name, String title) {
    unit.runInTransaction(session -> {
      Task task = new Task();
      task.project = new Project();
      task.project.name = name;
      task.title = title;
      session.persist(task.project);
      session.persist(task);
    });
  }

  List<?> titles(UUID projectId) { // by SQL of its own, past Hibernate's filter: row security holds
    return unit.callInTransaction(session -> session
        .createNativeQuery("select title from task where project_id = ?1").setParameter(1, projectId).getResultList());
  }
}
