package io.leasehold.isolation.hibernate;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.hibernate.annotations.TenantId;

/** A unit with every shape of table that Hibernate makes of entities. */
final class Shop {

  static final Class<?>[] ENTITIES = {
    Region.class,
    Course.class,
    Topic.class,
    Asset.class,
    Video.class,
    Payment.class,
    CardPayment.class,
    Event.class,
    Click.class
  };

  private Shop() {}

  /** The statements by which Hibernate would make the tables, and the unit. */
  record Made(Unit unit, String tables) implements AutoCloseable {
    @Override
    public void close() {
      unit.close();
    }
  }

  static Made of(DataSource source, Class<?>... entities) {
    StringWriter tables = new StringWriter();
    Map<String, Object> settings = new HashMap<>();
    settings.put("hibernate.default_schema", "labs");
    settings.put("jakarta.persistence.schema-generation.scripts.action", "create");
    settings.put("jakarta.persistence.schema-generation.scripts.create-target", tables);
    settings.put("hibernate.hbm2ddl.delimiter", ";");
    Unit unit = Unit.of(source, settings, entities);
    return new Made(unit, tables.toString());
  }

  static Made of(DataSource source) {
    return of(source, ENTITIES);
  }

  /** What each tenant gets, with ids that begin at the given one. */
  static List<Object> rows(long first, String word) {
    Topic topic = new Topic(first + 1, word);
    Course course = new Course(first, word, topic);
    Video video = new Video(first + 2, course, word);
    return List.of(
        topic,
        course,
        video,
        new Payment(first + 3, word),
        new CardPayment(first + 4, word),
        new Event(first + 5),
        new Click(first + 6, word));
  }

  @Entity(name = "Region")
  @TenantShared
  static class Region {
    @Id long id;

    @ManyToMany
    @JoinTable(
        name = "region_course",
        joinColumns = @JoinColumn(name = "region_id"),
        inverseJoinColumns = @JoinColumn(name = "course_id"))
    List<Course> courses = new ArrayList<>();
  }

  @Entity(name = "Course")
  @SecondaryTable(name = "course_detail")
  static class Course {
    @Id long id;
    @TenantId String tenant_id;

    @Column(unique = true)
    String title;

    @Column(table = "course_detail")
    String detail;

    @ElementCollection
    @CollectionTable(name = "course_tag")
    Set<String> tags = new TreeSet<>();

    @ManyToMany
    @JoinTable(name = "course_topic")
    Set<Topic> topics = new LinkedHashSet<>();

    protected Course() {}

    Course(long id, String word, Topic topic) {
      this.id = id;
      this.title = "title of " + word;
      this.detail = "detail of " + word;
      this.tags.add("tag of " + word);
      this.topics.add(topic);
    }
  }

  @Entity(name = "Topic")
  static class Topic {
    @Id long id;
    @TenantId String tenant_id;
    String name;

    protected Topic() {}

    Topic(long id, String word) {
      this.id = id;
      this.name = "topic of " + word;
    }
  }

  @Entity(name = "Asset")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Asset {
    @Id long id;
    @TenantId String tenant_id;
    @ManyToOne Course course;

    protected Asset() {}
  }

  @Entity(name = "Video")
  static class Video extends Asset {
    String file;
    @ElementCollection Set<String> subtitles = new TreeSet<>();

    protected Video() {}

    Video(long id, Course course, String word) {
      this.id = id;
      this.course = course;
      this.file = "file of " + word;
      this.subtitles.add("subtitles of " + word);
    }
  }

  @Entity(name = "Payment")
  @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
  static class Payment {
    @Id long id;
    @TenantId String tenant_id;
    String amount;

    protected Payment() {}

    Payment(long id, String word) {
      this.id = id;
      this.amount = "amount of " + word;
    }
  }

  @Entity(name = "CardPayment")
  static class CardPayment extends Payment {
    String card;

    protected CardPayment() {}

    CardPayment(long id, String word) {
      super(id, word);
      this.card = "card of " + word;
    }
  }

  @Entity(name = "Event")
  @Table(name = "\"order\"")
  @DiscriminatorColumn(name = "kind")
  static class Event {
    @Id long id;
    @TenantId String tenant_id;

    protected Event() {}

    Event(long id) {
      this.id = id;
    }
  }

  @Entity(name = "Click")
  static class Click extends Event {
    String target;

    protected Click() {}

    Click(long id, String word) {
      super(id);
      this.target = "target of " + word;
    }
  }
}
