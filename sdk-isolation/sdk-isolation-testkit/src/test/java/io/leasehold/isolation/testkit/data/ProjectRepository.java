package io.leasehold.isolation.testkit.data;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A repository by interfaces, whose implementation is given a session. */
interface ProjectRepository extends Crud<Project, UUID> {

  List<Project> findByNameIgnoreCase(String arg);

  default Stream<String> names() {
    return findAll().stream().map(project -> project.name);
  }

  /** Sound. */
  class OverSession implements ProjectRepository {
    final EntityManager session;

    OverSession(EntityManager session) {
      this.session = session;
    }

    @Override
    public Optional<Project> findById(UUID id) {
      return Optional.ofNullable(session.find(Project.class, id));
    }

    @Override
    public boolean existsById(UUID id) {
      return findById(id).isPresent();
    }

    @Override
    public List<Project> findAll() {
      return session.createQuery("from Project", Project.class).getResultList();
    }

    @Override
    public long count() {
      return session.createQuery("select count(*) from Project", Long.class).getSingleResult();
    }

    @Override
    public <S extends Project> S save(S entity) {
      if (entity.id == null) {
        session.persist(entity);
        return entity;
      }
      return session.merge(entity);
    }

    @Override
    public void deleteById(UUID id) {
      session
          .createQuery("delete from Task where project.id = :id")
          .setParameter("id", id)
          .executeUpdate();
      findById(id).ifPresent(session::remove);
    }

    @Override
    public void delete(Project entity) {
      deleteById(entity.id);
    }

    @Override
    public List<Project> findByNameIgnoreCase(String name) {
      return session
          .createQuery("from Project where lower(name) = lower(:name)", Project.class)
          .setParameter("name", name)
          .getResultList();
    }
  }
}
