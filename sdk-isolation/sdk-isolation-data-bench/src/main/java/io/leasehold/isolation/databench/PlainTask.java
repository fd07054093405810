package io.leasehold.isolation.databench;

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
import org.jspecify.annotations.Nullable;

/** A task. */
@Entity
@Table(name = "task")
public class PlainTask extends BaseTask {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "plain_task_seq")
  @SequenceGenerator(name = "plain_task_seq", sequenceName = "task_seq", allocationSize = 50)
  private @Nullable Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project_id")
  private @Nullable PlainProject project;

  /** For Hibernate, and a new task. */
  protected PlainTask() {}

  @Override
  long id() {
    return Objects.requireNonNull(id);
  }

  @Override
  void project(BaseProject newProject) {
    project = (PlainProject) newProject;
  }

  @Override
  BaseProject project() {
    return Objects.requireNonNull(project);
  }
}
