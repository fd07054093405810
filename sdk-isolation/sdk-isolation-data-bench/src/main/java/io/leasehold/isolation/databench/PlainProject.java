package io.leasehold.isolation.databench;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A project. */
@Entity
@Table(name = "project")
public class PlainProject extends BaseProject {

  /** For Hibernate. */
  protected PlainProject() {}
}
