package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.TenantId;

/** Entities that Hibernate's discriminator misses, or that somebody mapped carelessly. */
final class Oddities {

  static final Class<?>[] ALL = {
    UnmarkedCourse.class, Overview.class, LooseLesson.class, Task.class, Quiz.class
  };

  /** Declared to be everybody's, so that the unit starts: which they are not. */
  static final String SHARED = UnmarkedCourse.class.getName() + "," + Overview.class.getName();

  private Oddities() {}

  /** Somebody took it for everybody's. */
  @Entity(name = "UnmarkedCourse")
  @Table(name = "course")
  static class UnmarkedCourse {
    @Id long id;
    String title;

    @Override
    public String toString() {
      return "unmarked " + id + " " + title;
    }
  }

  /** A query in place of a table. */
  @Entity(name = "Overview")
  @Immutable
  @Subselect("select id, title from course")
  static class Overview {
    @Id long id;
    String title;

    @Override
    public String toString() {
      return "overview " + id + " " + title;
    }
  }

  /** A restriction that would swallow the tenant's, were it not put into parentheses. */
  @Entity(name = "LooseLesson")
  @Table(name = "lesson")
  @SQLRestriction("text is null or true")
  static class LooseLesson {
    @Id long id;
    @TenantId String tenant_id;
    String text;

    @Override
    public String toString() {
      return tenant_id + " " + id + " " + text;
    }
  }

  /** The root of a hierarchy; it alone has the tenant. */
  @Entity(name = "Task")
  @Table(name = "task")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Task {
    @Id long id;
    @TenantId String tenant_id;
    String title;
  }

  /** To Hibernate its table has no tenant. */
  @Entity(name = "Quiz")
  @Table(name = "quiz")
  static class Quiz extends Task {
    String question;

    @Override
    public String toString() {
      return tenant_id + " " + id + " " + question;
    }
  }
}
