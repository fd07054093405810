package io.leasehold.isolation.hibernate.schema;

import java.util.List;

/**
 * A change to a key or an index that keeps it inside a tenant, or makes the policy cheap. It is
 * advice: on a large table its statements take time under a lock, so they belong into a migration
 * that somebody has read.
 *
 * @param kind what it is about
 * @param table the table, with its schema
 * @param subject the key or index, in words
 * @param statements in order, to be run by the owner of the tables; empty if it takes a thought
 * @param reason what happens without
 */
public record KeyAdvice(
    Kind kind, String table, String subject, List<String> statements, String reason) {

  /** What a piece of advice is about. */
  public enum Kind {
    /** A key that foreign keys with the tenant need at their target. */
    KEY_FOR_REFERENCES,
    /** A foreign key that accepts a row of another tenant. */
    FOREIGN_KEY,
    /** A unique key that tells a tenant which values another one has. */
    UNIQUE_KEY,
    /** A table in which each query reads the rows of all tenants. */
    INDEX
  }

  /** Copies the list. */
  public KeyAdvice {
    statements = List.copyOf(statements);
  }
}
