package io.leasehold.labs.run;

import java.util.Locale;

/** Where a lab run stands. */
public enum RunState {
  /** Being prepared, or waiting for an account. */
  STARTING,
  /** The learner can work. */
  RUNNING,
  /** The learner has ended it; access is being taken away. */
  ENDING,
  /** Over. */
  ENDED,
  /** It could not be started. */
  FAILED;

  /** Whether it occupies the lab, so that the learner cannot start it again. */
  public boolean live() {
    return this == STARTING || this == RUNNING || this == ENDING;
  }

  /** As the API says it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
