package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.UriText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The versions of objects. Buckets here are not versioned, so each object has one. */
final class VersionOperations {

  /** The id of the version that an object of a bucket without versioning has. */
  static final String ONLY = "null";

  private static final int MOST = 1000;

  private final Buckets buckets;

  VersionOperations(Buckets buckets) {
    this.buckets = buckets;
  }

  AwsResponse list(S3Call call) {
    Map<String, List<String>> context = new HashMap<>();
    for (String name : List.of("prefix", "delimiter", "max-keys")) {
      call.parameter(name).ifPresent(value -> context.put("s3:" + name, List.of(value)));
    }
    Bucket bucket = buckets.forBucket(call, "ListBucketVersions", context);
    if (call.parameter("delimiter").isPresent()) {
      throw AwsException.notSimulated("s3", "ListObjectVersions with a delimiter");
    }
    int size = Math.min(MOST, call.number("max-keys", MOST));
    String prefix = call.parameter("prefix").orElse("");
    String after = call.parameter("key-marker").orElse("");
    List<Map.Entry<String, StoredObject>> all;
    synchronized (bucket) {
      all =
          bucket.objects().tailMap(after, false).entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(prefix))
              .toList();
    }
    return answer(call, all, all.subList(0, Math.min(size, all.size())), size);
  }

  private static AwsResponse answer(
      S3Call call,
      List<Map.Entry<String, StoredObject>> all,
      List<Map.Entry<String, StoredObject>> page,
      int size) {
    boolean encoded = call.parameter("encoding-type").filter("url"::equals).isPresent();
    return S3Xml.answer(
        "ListVersionsResult",
        xml -> {
          xml.text("Name", call.bucket())
              .number("MaxKeys", size)
              .text("EncodingType", encoded ? "url" : null)
              .flag("IsTruncated", page.size() < all.size());
          if (page.size() < all.size() && !page.isEmpty()) {
            String last = page.get(page.size() - 1).getKey();
            xml.text("NextKeyMarker", encoded ? UriText.encode(last, true) : last)
                .text("NextVersionIdMarker", ONLY);
          }
          for (Map.Entry<String, StoredObject> entry : page) {
            String key = entry.getKey();
            xml.element(
                "Version",
                v ->
                    v.text("Key", encoded ? UriText.encode(key, true) : key)
                        .text("VersionId", ONLY)
                        .flag("IsLatest", true)
                        .time("LastModified", entry.getValue().modified())
                        .text("ETag", entry.getValue().etag())
                        .number("Size", entry.getValue().size())
                        .text("StorageClass", "STANDARD"));
          }
        });
  }
}
