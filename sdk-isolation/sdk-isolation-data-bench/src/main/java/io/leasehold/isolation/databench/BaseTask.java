package io.leasehold.isolation.databench;

import jakarta.persistence.MappedSuperclass;

/** A task of a project, without what differs from one mapping to the other. */
@MappedSuperclass
public abstract class BaseTask {

  /** What is to be done. */
  String title = "";

  /** Who does it; ten tasks each in the whole data set. */
  String assignee = "";

  /** How much it is. */
  int points;

  abstract long id();

  abstract void project(BaseProject project);

  abstract BaseProject project();
}
