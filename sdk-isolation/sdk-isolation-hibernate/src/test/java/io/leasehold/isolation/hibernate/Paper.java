package io.leasehold.isolation.hibernate;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.TenantId;
import org.hibernate.envers.Audited;

/** A tenant's entity whose earlier revisions Envers keeps. */
@Entity
@Table(name = "paper")
@Audited
class Paper {

  @Id private long id;

  @TenantId private String tenant_id;

  private String title;

  @ElementCollection
  @CollectionTable(name = "paper_tag", joinColumns = @JoinColumn(name = "paper_id"))
  @Column(name = "tag")
  private Set<String> tags = new TreeSet<>();

  protected Paper() {}

  Paper(long id, String title) {
    this.id = id;
    this.title = title;
    this.tags.add("tag of " + title);
  }

  long id() {
    return id;
  }

  String title() {
    return title;
  }

  Set<String> tags() {
    return tags;
  }

  void rename(String newTitle) {
    title = newTitle;
    tags.clear();
    tags.add("tag of " + newTitle);
  }

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + title + " " + tags;
  }
}
