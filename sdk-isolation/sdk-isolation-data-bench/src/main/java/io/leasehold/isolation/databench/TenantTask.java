package io.leasehold.isolation.databench;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Objects;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A task of a tenant. */
@Entity
@Table(name = "task")
public class TenantTask extends BaseTask {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tenant_task_seq")
  @SequenceGenerator(name = "tenant_task_seq", sequenceName = "task_seq", allocationSize = 50)
  private @Nullable Long id;

  @TenantId
  @Column(name = "tenant_id")
  private @Nullable String tenant;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project_id")
  private @Nullable TenantProject project;

  /** For Hibernate, and a new task. */
  protected TenantTask() {}

  @Override
  long id() {
    return Objects.requireNonNull(id);
  }

  @Override
  void project(BaseProject newProject) {
    project = (TenantProject) newProject;
  }

  @Override
  BaseProject project() {
    return Objects.requireNonNull(project);
  }
}
