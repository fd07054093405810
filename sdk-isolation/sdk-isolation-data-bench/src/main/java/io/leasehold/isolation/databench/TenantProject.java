package io.leasehold.isolation.databench;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A project of a tenant. */
@Entity
@Table(name = "project")
public class TenantProject extends BaseProject {

  @TenantId
  @Column(name = "tenant_id")
  private @Nullable String tenant;

  /** For Hibernate. */
  protected TenantProject() {}
}
