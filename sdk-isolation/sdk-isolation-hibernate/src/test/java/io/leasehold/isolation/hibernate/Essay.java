package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenant's entity that a repository of Jakarta Data keeps. */
@Entity
@Table(name = "essay")
class Essay {

  @Id long id;

  @TenantId String tenant_id;

  String title;

  protected Essay() {}

  /** As a client might forge it. */
  Essay(long id, String tenant, String title) {
    this.id = id;
    this.tenant_id = tenant;
    this.title = title;
  }

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + title;
  }
}
