package io.leasehold.isolation.hibernate.cache;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.annotations.TenantId;

/** A tenants' entity that is cached in all ways. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
@Table(name = "lab", schema = "labs")
class Lab {

  @Id long id;

  @TenantId String tenant_id;

  @NaturalId String code;

  String title;

  @ElementCollection
  @CollectionTable(name = "lab_tag", schema = "labs", joinColumns = @JoinColumn(name = "lab_id"))
  @Column(name = "tag")
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  Set<String> tags = new HashSet<>();

  protected Lab() {}

  Lab(long id, String code, String title, String... tags) {
    this.id = id;
    this.code = code;
    this.title = title;
    this.tags.addAll(Set.of(tags));
  }
}
