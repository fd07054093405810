package io.leasehold.localaws.internal.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object. Immutable. */
final class StoredObject {

  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private final byte[] data;
  private final String etag;
  private final Instant modified;
  private final Map<String, String> headers;
  private final @Nullable ObjectChecksum checksum;

  /**
   * Creates the object.
   *
   * @param etag with its quotes
   * @param headers content type, user metadata and what else is told with the object
   * @param checksum null for an object put together from parts
   */
  StoredObject(
      byte[] data,
      String etag,
      Instant modified,
      Map<String, String> headers,
      @Nullable ObjectChecksum checksum) {
    this.data = data.clone();
    this.etag = etag;
    this.modified = Instant.ofEpochSecond(modified.getEpochSecond());
    this.headers = Map.copyOf(headers);
    this.checksum = checksum;
  }

  byte[] data() {
    return data.clone();
  }

  int size() {
    return data.length;
  }

  String etag() {
    return etag;
  }

  Instant modified() {
    return modified;
  }

  String lastModified() {
    return HTTP_DATE.format(modified.atZone(ZoneOffset.UTC)).replace(" Z", " GMT");
  }

  Map<String, String> headers() {
    return headers;
  }

  @Nullable ObjectChecksum checksum() {
    return checksum;
  }
}
