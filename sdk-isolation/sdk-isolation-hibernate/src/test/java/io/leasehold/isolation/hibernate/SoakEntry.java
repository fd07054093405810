package io.leasehold.isolation.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of the soak. */
@Entity
@Table(name = "entry", schema = "soak")
class SoakEntry {

  /** The table, with a procedure that an application's role may call. */
  static final String SCHEMA =
      """
      create schema soak;
      grant usage on schema soak to labs_app;
      create table soak.entry (
        id bigint generated always as identity primary key,
        tenant_id text not null default nullif(current_setting('leasehold.tenant', true), ''),
        text text not null);
      create index on soak.entry (tenant_id, id);
      create procedure soak.add(said text, inout made bigint) language plpgsql as $$
        begin insert into soak.entry (text) values (said) returning id into made; end $$;
      grant select, insert, update, delete on soak.entry to labs_app;
      """;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @TenantId private @Nullable String tenant_id;

  private String text = "";

  protected SoakEntry() {}

  SoakEntry(String text) {
    this.text = text;
  }

  long id() {
    return id == null ? 0 : id;
  }

  void say(String changed) {
    text = changed;
  }

  String text() {
    return text;
  }

  @Nullable String tenant() {
    return tenant_id;
  }
}
