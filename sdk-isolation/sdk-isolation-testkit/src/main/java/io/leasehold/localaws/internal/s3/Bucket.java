package io.leasehold.localaws.internal.s3;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A bucket with its objects. Its monitor guards them. */
final class Bucket {

  private final String name;
  private final String accountId;
  private final String region;
  private final Instant created;
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();

  Bucket(String name, String accountId, String region, Instant created) {
    this.name = name;
    this.accountId = accountId;
    this.region = region;
    this.created = created;
  }

  String name() {
    return name;
  }

  String accountId() {
    return accountId;
  }

  String region() {
    return region;
  }

  Instant created() {
    return created;
  }

  NavigableMap<String, StoredObject> objects() {
    return objects;
  }

  /** Multipart uploads under way, by id. */
  Map<String, Upload> uploads() {
    return uploads;
  }

  /** The upload, which has to be for this key. */
  Upload upload(String id, String key) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key().equals(key)) {
      throw S3Errors.noSuchUpload();
    }
    return upload;
  }
}
