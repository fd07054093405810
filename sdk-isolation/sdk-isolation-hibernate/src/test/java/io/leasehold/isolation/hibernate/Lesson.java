package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenant's entity that hangs on another. */
@Entity
@Table(name = "lesson")
class Lesson {

  @Id private long id;

  @TenantId private String tenant_id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "course_id")
  private Course course;

  private String text;

  protected Lesson() {}

  Lesson(long id, Course course, String text) {
    this.id = id;
    this.course = course;
    this.text = text;
  }

  Course course() {
    return course;
  }

  void moveTo(Course other) {
    course = other;
  }

  @Override
  public String toString() {
    return tenant_id + " " + id + " " + text;
  }
}
