package io.leasehold.isolation.testkit.data;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.NamedQuery;
import org.hibernate.annotations.TenantId;

/** An entity of tenants whose ids nobody guesses. */
@Entity
@NamedQuery(name = "Project.named", query = "from Project where name = :name")
@NamedQuery(name = "Project.rename", query = "update Project set name = name where id = :id")
class Project {

  @Id @GeneratedValue UUID id;

  @TenantId String tenant_id;

  String name;

  protected Project() {}

  Project(String name) {
    this.name = name;
  }
}
