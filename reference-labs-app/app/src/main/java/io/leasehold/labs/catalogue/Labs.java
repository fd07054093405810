package io.leasehold.labs.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The labs that the tenant in scope offers. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Labs {

  @PersistenceContext(unitName = "labs")
  private EntityManager entities;

  /** All labs, in the tenant's order. */
  @Transactional
  public List<Lab> all() {
    return entities
        .createQuery("select l from Lab l order by l.position, l.name", Lab.class)
        .getResultList();
  }

  /** The lab of that name. */
  @Transactional
  public Optional<Lab> find(String name) {
    return entities
        .createQuery("select l from Lab l where l.name = :name", Lab.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /** Offers a lab under the name, or describes the one that is offered under it anew. */
  @Transactional
  public void offer(String name, LabDescription description, int position) {
    Optional<Lab> before = find(name);
    Lab lab = before.orElseGet(() -> new Lab(name));
    lab.describe(description, position);
    if (before.isEmpty()) {
      entities.persist(lab);
    }
  }
}
