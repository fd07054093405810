package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;

/** Who made a revision, and when: a tenant's, too. */
@Entity
@Table(name = "paper_revision")
@RevisionEntity(PaperRevision.Signed.class)
class PaperRevision {

  @Id @GeneratedValue @RevisionNumber private int id;

  @TenantId private String tenant_id;

  @RevisionTimestamp private long made;

  private String author;

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + made + " " + author;
  }

  /** Writes down who. */
  static final class Signed implements RevisionListener {

    @Override
    public void newRevision(Object revision) {
      ((PaperRevision) revision).author = "somebody";
    }
  }
}
