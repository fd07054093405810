package io.leasehold.isolation.testkit.data;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A repository as an application writes it by hand; sound. */
class Tasks implements AutoCloseable {

  record NewTask(UUID projectId, String title) {}

  final EntityManagerFactory unit;

  Tasks(EntityManagerFactory unit) {
    this.unit = unit;
  }

  public Optional<Task> find(long id) {
    return unit.callInTransaction(
        session ->
            session
                .createQuery("from Task where id = :id", Task.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst());
  }

  public List<Task> ofProject(UUID projectId) {
    return unit.callInTransaction(
        session ->
            session
                .createQuery("from Task where project.id = :project", Task.class)
                .setParameter("project", projectId)
                .getResultList());
  }

  public List<Task> byTitle(String title) {
    return unit.callInTransaction(
        session ->
            session
                .createQuery("from Task where title like :title", Task.class)
                .setParameter("title", title)
                .getResultList());
  }

  public long count() {
    return unit.callInTransaction(
        session -> session.createQuery("select count(*) from Task", Long.class).getSingleResult());
  }

  public long add(NewTask task) {
    return unit.callInTransaction(
        session -> {
          Project project = session.find(Project.class, task.projectId());
          if (project == null) {
            throw new IllegalArgumentException("no such project");
          }
          Task added = new Task(project, task.title());
          session.persist(added);
          session.flush();
          return added.id;
        });
  }

  public int finish(List<Long> ids) {
    return unit.callInTransaction(
        session ->
            session
                .createQuery("update Task set done = true where id in :ids")
                .setParameter("ids", ids)
                .executeUpdate());
  }

  public void delete(long id) {
    unit.runInTransaction(
        session ->
            session
                .createQuery("delete from Task where id = :id")
                .setParameter("id", id)
                .executeUpdate());
  }

  @Override
  public void close() {
    throw new AssertionError("the kit closes nothing");
  }
}
