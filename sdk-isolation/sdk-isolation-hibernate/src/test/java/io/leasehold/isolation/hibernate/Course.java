package io.leasehold.isolation.hibernate;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.TenantId;

/** What the attacks are after: an entity with every kind of thing hanging on it. */
@Entity
@Table(name = "course")
@NamedNativeQuery(
    name = "Course.everything",
    query = "select * from course",
    resultClass = Course.class)
class Course {

  @Id private long id;

  @TenantId private String tenant_id;

  @NaturalId private String code;

  private String title;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "parent_id")
  private Course parent;

  @OneToMany(mappedBy = "course")
  private Set<Lesson> lessons = new HashSet<>();

  @ElementCollection
  @CollectionTable(name = "course_tag", joinColumns = @JoinColumn(name = "course_id"))
  @Column(name = "tag")
  private Set<String> tags = new HashSet<>();

  @ManyToMany
  @JoinTable(
      name = "course_learner",
      joinColumns = @JoinColumn(name = "course_id"),
      inverseJoinColumns = @JoinColumn(name = "learner_id"))
  private Set<Learner> learners = new HashSet<>();

  protected Course() {}

  Course(long id, String title) {
    this.id = id;
    this.code = "C" + id;
    this.title = title;
  }

  /** As a client might forge it. */
  Course(long id, String tenant, String title) {
    this(id, title);
    this.tenant_id = tenant;
  }

  long id() {
    return id;
  }

  String tenant() {
    return tenant_id;
  }

  String code() {
    return code;
  }

  String title() {
    return title;
  }

  Course parent() {
    return parent;
  }

  Set<Lesson> lessons() {
    return lessons;
  }

  Set<String> tags() {
    return tags;
  }

  Set<Learner> learners() {
    return learners;
  }

  void rename(String newTitle) {
    title = newTitle;
  }

  void giveTo(String tenant) {
    tenant_id = tenant;
  }

  void under(Course newParent) {
    parent = newParent;
  }

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + title;
  }
}
