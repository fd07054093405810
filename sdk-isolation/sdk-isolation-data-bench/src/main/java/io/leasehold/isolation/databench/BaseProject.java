package io.leasehold.isolation.databench;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** A project, whoever it belongs to. */
@MappedSuperclass
public abstract class BaseProject {

  /** The key. */
  @Id long id;

  /** Unique in the whole data set. */
  String code = "";

  /** Its name. */
  String name = "";
}
