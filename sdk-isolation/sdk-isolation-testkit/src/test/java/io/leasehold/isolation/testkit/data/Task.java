package io.leasehold.isolation.testkit.data;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import org.hibernate.annotations.TenantId;

/** An entity of tenants whose ids are numbers, and which refers to another. */
@Entity
@NamedNativeQuery(name = "Task.titles", query = "select title from task order by id")
class Task {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @TenantId String tenant_id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project_id")
  Project project;

  String title;

  boolean done;

  protected Task() {}

  Task(Project project, String title) {
    this.project = project;
    this.title = title;
  }
}
