package io.leasehold.labs.catalogue;

import io.leasehold.labs.learner.Learner;
import java.util.Map;

/** What the catalogue wants to know about runs; the part that has runs answers. */
public interface ActiveRuns {

  /** The learner's runs that are not over: lab name to run id. */
  Map<String, String> byLab(Learner learner);
}
