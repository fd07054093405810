package io.leasehold.localaws.internal.iam;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** A managed policy of an account with its versions. Guarded by its account. */
final class CustomerPolicy {

  /** One version of the document. */
  record Version(int number, StoredPolicy policy, Instant created) {
    String id() {
      return "v" + number;
    }
  }

  private final String name;
  private final String id;
  private final String path;
  private final String arn;
  private final String description;
  private final Instant created;
  private final TreeMap<Integer, Version> versions = new TreeMap<>();
  private int next = 1;
  private int standard;

  CustomerPolicy(
      String name, String id, String path, String arn, String description, Instant created) {
    this.name = name;
    this.id = id;
    this.path = path;
    this.arn = arn;
    this.description = description;
    this.created = created;
  }

  Version add(StoredPolicy policy, Instant now, boolean asDefault) {
    Version version = new Version(next++, policy, now);
    versions.put(version.number(), version);
    if (asDefault) {
      standard = version.number();
    }
    return version;
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

  String description() {
    return description;
  }

  Instant created() {
    return created;
  }

  SortedMap<Integer, Version> versions() {
    return versions;
  }

  Version standard() {
    Version version = versions.get(standard);
    if (version == null) {
      throw new IllegalStateException("a policy always has a default version");
    }
    return version;
  }

  void standard(int number) {
    this.standard = number;
  }
}
