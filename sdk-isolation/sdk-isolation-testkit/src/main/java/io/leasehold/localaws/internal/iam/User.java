package io.leasehold.localaws.internal.iam;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user with its access keys. Guarded by its account. */
final class User extends PolicyHolder {

  /**
   * A long-lived key.
   *
   * @param active false while it is switched off
   */
  record Key(String id, String secret, Instant created, boolean active) {
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }

  private final String name;
  private final String id;
  private final String path;
  private final String arn;
  private final Instant created;
  private final Map<String, Key> keys = new LinkedHashMap<>();

  User(String name, String id, String path, String arn, Instant created) {
    this.name = name;
    this.id = id;
    this.path = path;
    this.arn = arn;
    this.created = created;
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

  Map<String, Key> keys() {
    return keys;
  }
}
