package io.leasehold.isolation.hibernate.placement;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A tenants' entity that is pooled whatever the tenant's mode. */
@Entity
@Table(name = "audit")
class Audit {

  @Id
  @GeneratedValue(strategy = GenerationType.UUID)
  private UUID id;

  @TenantId private String tenant_id;

  private String what;

  protected Audit() {}

  Audit(String what) {
    this.what = what;
  }

  @Override
  public String toString() {
    return what + " of " + tenant_id;
  }
}
