package io.leasehold.labs.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Function;

/**
 * Transactions that see the rows of one learner of the tenant in scope, and nobody else's: the
 * database compares, the code does not. Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class LearnerRows {

  @PersistenceContext(unitName = "labs")
  private EntityManager entities;

  /**
   * Does the work in a transaction of its own.
   *
   * @return what the work returns; entities are detached then
   */
  // A new one: a plan step or a request never lends its transaction to another learner.
  @Transactional(TxType.REQUIRES_NEW)
  public <T> T of(Learner learner, Function<EntityManager, T> work) {
    // Local to the transaction, as the tenant is: nothing stays on the pooled connection.
    entities
        .createNativeQuery("select set_config('labs.learner', :learner, true)", String.class)
        .setParameter("learner", learner.pseudonym())
        .getSingleResult();
    return work.apply(entities);
  }
}
