package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenant's entity that many of another kind share. */
@Entity
@Table(name = "learner")
class Learner {

  @Id private long id;

  @TenantId private String tenant_id;

  private String name;

  protected Learner() {}

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + name;
  }
}
