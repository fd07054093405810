package io.leasehold.labs.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A lab that a tenant offers. Its name is what addresses say; the key is the database's. */
@Entity
@Table(name = "lab")
@SuppressWarnings("NullAway.Init") // Hibernate fills it.
public class Lab {

  @Id private UUID key;

  @TenantId
  @Column(name = "tenant_id")
  private String tenantId;

  private String name;
  private String title;
  private String summary;
  private String level;
  private int minutes;
  private String topics;
  private String services;

  @Column(name = "guide_key")
  private String guideKey;

  @SuppressWarnings("UnusedVariable") // Queries sort by it.
  private int position;

  /** For Hibernate. */
  protected Lab() {}

  /** A new lab under the name; {@link #describe} says the rest. */
  public Lab(String name) {
    this.key = UUID.randomUUID();
    this.name = name;
  }

  /** Says what the lab is, or says it anew. */
  public void describe(LabDescription description, int newPosition) {
    this.title = description.title();
    this.summary = description.summary();
    this.level = description.level();
    this.minutes = description.minutes();
    this.topics = String.join(",", description.topics());
    this.services = String.join(",", description.services());
    this.guideKey = description.guideKey();
    this.position = newPosition;
  }

  /** The name in addresses, unique inside the tenant. */
  public String name() {
    return name;
  }

  /** What the lab is. */
  public LabDescription description() {
    return new LabDescription(
        title, summary, level, minutes, words(topics), words(services), guideKey);
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }
}
