package io.leasehold.localaws.internal.s3;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A multipart upload under way. Guarded by its bucket. */
final class Upload {

  private final String id;
  private final String key;
  private final Instant initiated;
  private final Map<String, String> headers;
  private final NavigableMap<Integer, StoredObject> parts = new TreeMap<>();

  Upload(String id, String key, Instant initiated, Map<String, String> headers) {
    this.id = id;
    this.key = key;
    this.initiated = initiated;
    this.headers = Map.copyOf(headers);
  }

  String id() {
    return id;
  }

  String key() {
    return key;
  }

  Instant initiated() {
    return initiated;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The parts by number. */
  NavigableMap<Integer, StoredObject> parts() {
    return parts;
  }
}
