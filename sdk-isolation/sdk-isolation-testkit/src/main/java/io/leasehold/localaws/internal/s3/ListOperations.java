package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.UriText;
import io.leasehold.localaws.internal.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.w3c.dom.Element;

/** Many objects at a time: listing and deleting. */
final class ListOperations {

  private static final int MOST = 1000;

  private final Buckets buckets;

  ListOperations(Buckets buckets) {
    this.buckets = buckets;
  }

  /** A page of a listing. */
  private static final class Page {
    private final List<Map.Entry<String, StoredObject>> contents = new ArrayList<>();
    private final Set<String> commonPrefixes = new TreeSet<>();
    private boolean truncated;
    private String last = "";

    int count() {
      return contents.size() + commonPrefixes.size();
    }
  }

  AwsResponse list(S3Call call) {
    Map<String, List<String>> context = new HashMap<>();
    // A prefix that is not sent is no prefix to a policy, not an empty one.
    for (String name : List.of("prefix", "delimiter", "max-keys")) {
      call.parameter(name).ifPresent(value -> context.put("s3:" + name, List.of(value)));
    }
    Bucket bucket = buckets.forBucket(call, "ListBucket", context);
    int size = Math.min(MOST, call.number("max-keys", MOST));
    if (size < 0) {
      throw S3Errors.invalidArgument(
          "Argument maxKeys must be an integer between 0 and 2147483647");
    }
    Page page;
    synchronized (bucket) {
      page = page(call, bucket, size);
    }
    boolean encoded = call.parameter("encoding-type").filter("url"::equals).isPresent();
    UnaryOperator<String> code = text -> encoded ? UriText.encode(text, true) : text;
    return S3Xml.answer("ListBucketResult", xml -> write(xml, call, page, size, code));
  }

  private static Page page(S3Call call, Bucket bucket, int size) {
    String prefix = call.parameter("prefix").orElse("");
    String delimiter = call.parameter("delimiter").orElse("");
    String after =
        call.parameter("continuation-token")
            .map(ListOperations::decodeToken)
            .orElseGet(() -> call.parameter("start-after").orElse(""));
    Page page = new Page();
    for (Map.Entry<String, StoredObject> entry : bucket.objects().tailMap(prefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String shown = cut < 0 ? key : key.substring(0, cut + delimiter.length());
      boolean seen = shown.compareTo(after) <= 0 || page.commonPrefixes.contains(shown);
      if (seen || (cut >= 0 && !after.isEmpty() && after.startsWith(shown))) {
        continue;
      }
      if (page.count() == size) {
        page.truncated = size > 0;
        break;
      }
      page.last = shown;
      if (cut < 0) {
        page.contents.add(entry);
      } else {
        page.commonPrefixes.add(shown);
      }
    }
    return page;
  }

  private static void write(Xml xml, S3Call call, Page page, int size, UnaryOperator<String> code) {
    xml.text("Name", call.bucket())
        .text("Prefix", code.apply(call.parameter("prefix").orElse("")))
        .text("Delimiter", call.parameter("delimiter").map(code).orElse(null))
        .text("StartAfter", call.parameter("start-after").map(code).orElse(null))
        .text("ContinuationToken", call.parameter("continuation-token").orElse(null))
        .text("EncodingType", call.parameter("encoding-type").orElse(null))
        .number("MaxKeys", size)
        .number("KeyCount", page.count())
        .flag("IsTruncated", page.truncated);
    if (page.truncated) {
      xml.text("NextContinuationToken", encodeToken(page.last));
    }
    for (Map.Entry<String, StoredObject> entry : page.contents) {
      StoredObject object = entry.getValue();
      xml.element(
          "Contents",
          c ->
              c.text("Key", code.apply(entry.getKey()))
                  .time("LastModified", object.modified())
                  .text("ETag", object.etag())
                  .number("Size", object.size())
                  .text("StorageClass", "STANDARD"));
    }
    page.commonPrefixes.forEach(
        prefix -> xml.element("CommonPrefixes", c -> c.text("Prefix", code.apply(prefix))));
  }

  private static String encodeToken(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decodeToken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw S3Errors.invalidArgument("The continuation token provided is incorrect");
    }
  }

  AwsResponse delete(S3Call call) {
    byte[] body = call.payload();
    ObjectChecksum.of(call.request(), body);
    Element request = S3Xml.read(body);
    boolean quiet = S3Xml.text(request, "Quiet").filter("true"::equals).isPresent();
    List<String> keys = new ArrayList<>();
    for (Element object : S3Xml.children(request, "Object")) {
      keys.add(S3Xml.text(object, "Key").orElseThrow(S3Errors::malformedXml));
      requireOnlyVersion(S3Xml.text(object, "VersionId").orElse(VersionOperations.ONLY));
    }
    if (keys.isEmpty() || keys.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    return S3Xml.answer(
        "DeleteResult", xml -> keys.forEach(key -> deleteOne(xml, call, key, quiet)));
  }

  private static void requireOnlyVersion(String version) {
    if (!version.equals(VersionOperations.ONLY)) {
      throw new AwsException(
          404, "NoSuchVersion", "There is no version " + version + ": localaws has no versioning");
    }
  }

  // Each key is judged for itself; those that are denied are told, the others are gone.
  private void deleteOne(Xml xml, S3Call call, String key, boolean quiet) {
    try {
      Bucket bucket = buckets.forObject(call, "DeleteObject", call.bucket(), key, Map.of());
      synchronized (bucket) {
        bucket.objects().remove(key);
      }
      if (!quiet) {
        xml.element("Deleted", d -> d.text("Key", key));
      }
    } catch (AccessDenied denied) {
      xml.element(
          "Error",
          e ->
              e.text("Key", key)
                  .text("Code", "AccessDenied")
                  .text("Message", denied.quotedMessage()));
    }
  }
}
