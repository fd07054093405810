package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenants' entity that refers to another. */
@Entity
@Table(name = "note", schema = "labs")
class Note {

  @Id private long id;

  @TenantId private String tenant_id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "run_id")
  private LabRun run;

  private String text;

  protected Note() {}

  Note(long id, LabRun run, String text) {
    this.id = id;
    this.run = run;
    this.text = text;
  }

  LabRun run() {
    return run;
  }

  String tenant() {
    return tenant_id;
  }

  String text() {
    return text;
  }
}
