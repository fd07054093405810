package io.leasehold.localaws.internal.iam;

import java.time.Instant;

/** A role. Guarded by its account. */
final class Role extends PolicyHolder {

  private final String name;
  private final String id;
  private final String path;
  private final String arn;
  private final Instant created;
  private String description;
  private int maxSessionSeconds;
  private StoredPolicy trust;

  Role(
      String name,
      String id,
      String path,
      String arn,
      Instant created,
      String description,
      int maxSessionSeconds,
      StoredPolicy trust) {
    this.name = name;
    this.id = id;
    this.path = path;
    this.arn = arn;
    this.created = created;
    this.description = description;
    this.maxSessionSeconds = maxSessionSeconds;
    this.trust = trust;
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  String path() {
    return path;
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  String description() {
    return description;
  }

  int maxSessionSeconds() {
    return maxSessionSeconds;
  }

  StoredPolicy trust() {
    return trust;
  }

  void trust(StoredPolicy policy) {
    this.trust = policy;
  }

  void change(String newDescription, int newMaxSessionSeconds) {
    this.description = newDescription;
    this.maxSessionSeconds = newMaxSessionSeconds;
  }
}
