package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.UnplannableTableException;
import java.util.Optional;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/** Keeps the plan of a persistence unit for as long as the unit. Thread-safe. */
public final class UnitPlan implements Service {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable RowSecurityPlan plan;
  private transient volatile @Nullable UnplannableTableException failure;

  /** Creates the place of a plan that is not known yet. */
  public UnitPlan() {}

  void is(RowSecurityPlan made) {
    plan = made;
  }

  void isNot(UnplannableTableException why) {
    failure = why;
  }

  /**
   * The plan, absent if the unit has not started.
   *
   * @throws UnplannableTableException if there can be none
   */
  public Optional<RowSecurityPlan> plan() {
    UnplannableTableException why = failure;
    if (why != null) {
      throw why;
    }
    return Optional.ofNullable(plan);
  }
}
