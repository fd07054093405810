package io.leasehold.isolation.hibernate.placement;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A tenants' entity, in the tenant's own place if it has one. */
@Entity
@Table(name = "run")
class Run {

  @Id
  @GeneratedValue(strategy = GenerationType.UUID)
  private UUID id;

  @TenantId private String tenant_id;

  private String title;

  protected Run() {}

  Run(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title + " of " + tenant_id;
  }
}
