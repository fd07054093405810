package com.example.notes;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** An entity of tenants. Leasehold fills in the tenant and filters by it. */
@Entity
public class Note {

  @Id @GeneratedValue private UUID id;

  @TenantId private String tenant_id;

  private String text;

  protected Note() {}

  public Note(String text) {
    this.text = text;
  }

  public UUID id() {
    return id;
  }

  public String text() {
    return text;
  }
}
