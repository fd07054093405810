package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.TenantId;

/** A tenant's entity that many of another kind share. */
@Entity
@Table(name = "learner")
class Learner {

  @Id private long id;

  @TenantId private String tenant_id;

  private String name;

  @Formula("(select string_agg(c.title, ',' order by c.id) from course c)")
  private String titles;

  protected Learner() {}

  String titles() {
    return titles;
  }

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + name;
  }
}
