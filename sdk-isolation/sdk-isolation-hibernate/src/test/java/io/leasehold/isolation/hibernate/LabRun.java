package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenants' entity, by Hibernate's own annotation. */
@Entity
@Table(name = "lab_run", schema = "labs")
class LabRun {

  @Id private long id;

  @TenantId private String tenant_id;

  private String title;

  protected LabRun() {}

  LabRun(long id, String title) {
    this.id = id;
    this.title = title;
  }

  /** As a client might forge it. */
  LabRun(long id, String tenant, String title) {
    this(id, title);
    this.tenant_id = tenant;
  }

  String title() {
    return title;
  }

  String tenant() {
    return tenant_id;
  }

  void rename(String newTitle) {
    title = newTitle;
  }

  void giveTo(String tenant) {
    tenant_id = tenant;
  }
}
