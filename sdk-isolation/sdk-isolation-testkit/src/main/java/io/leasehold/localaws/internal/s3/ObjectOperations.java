package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.UriText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One object at a time. */
final class ObjectOperations {

  private final Buckets buckets;
  private final Clock clock;

  ObjectOperations(Buckets buckets, Clock clock) {
    this.buckets = buckets;
    this.clock = clock;
  }

  AwsResponse put(S3Call call) {
    Bucket bucket = buckets.forObject(call, "PutObject");
    requireKeyLength(call.key());
    byte[] data = call.payload();
    ObjectChecksum checksum = ObjectChecksum.of(call.request(), data);
    StoredObject object =
        new StoredObject(
            data,
            ObjectChecksum.etag(data),
            clock.instant(),
            ObjectHeaders.of(call.request()),
            checksum);
    synchronized (bucket) {
      requireWritePreconditions(call, bucket.objects().get(call.key()));
      bucket.objects().put(call.key(), object);
    }
    return checksum.addTo(AwsResponse.empty(200).with("ETag", object.etag()));
  }

  private static void requireWritePreconditions(S3Call call, @Nullable StoredObject present) {
    if (present != null && call.request().header("If-None-Match").isPresent()) {
      throw S3Errors.preconditionFailed();
    }
    Optional<String> ifMatch = call.request().header("If-Match");
    if (ifMatch.isPresent()) {
      if (present == null) {
        throw S3Errors.noSuchKey();
      }
      if (!present.etag().equals(quoted(ifMatch.get()))) {
        throw S3Errors.preconditionFailed();
      }
    }
  }

  AwsResponse copy(S3Call call) {
    String source = UriText.decode(call.request().header("x-amz-copy-source").orElse(""), false);
    String path = source.startsWith("/") ? source.substring(1) : source;
    int slash = path.indexOf('/');
    if (slash < 1 || path.contains("?versionId=")) {
      throw S3Errors.invalidArgument("Copy Source must mention the source bucket and key");
    }
    String fromBucket = path.substring(0, slash);
    String fromKey = path.substring(slash + 1);
    Bucket from = buckets.forObject(call, "GetObject", fromBucket, fromKey, Map.of());
    Bucket to =
        buckets.forObject(
            call,
            "PutObject",
            call.bucket(),
            call.key(),
            Map.of("s3:x-amz-copy-source", List.of(path)));
    requireKeyLength(call.key());
    StoredObject original;
    synchronized (from) {
      original = from.objects().get(fromKey);
    }
    if (original == null) {
      throw buckets.missingKey(call, fromBucket);
    }
    boolean replace =
        call.request().header("x-amz-metadata-directive").orElse("COPY").equals("REPLACE");
    StoredObject copied =
        new StoredObject(
            original.data(),
            ObjectChecksum.etag(original.data()),
            clock.instant(),
            replace ? ObjectHeaders.of(call.request()) : original.headers(),
            original.checksum());
    synchronized (to) {
      to.objects().put(call.key(), copied);
    }
    return S3Xml.answer(
        "CopyObjectResult",
        xml -> xml.time("LastModified", copied.modified()).text("ETag", copied.etag()));
  }

  AwsResponse get(S3Call call) {
    StoredObject object = object(call);
    Optional<AwsResponse> unchanged = readPreconditions(call, object);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    Optional<ByteRange> range =
        call.request().header("Range").flatMap(header -> ByteRange.parse(header, object.size()));
    byte[] data = object.data();
    AwsResponse response =
        range
            .map(
                r ->
                    AwsResponse.bytes(206, "", Arrays.copyOfRange(data, r.from(), r.to() + 1))
                        .with("Content-Range", r.contentRange(data.length)))
            .orElseGet(() -> AwsResponse.bytes(200, "", data));
    describe(response, object, call, range.isEmpty());
    call.request().query().all().stream()
        .filter(parameter -> parameter.name().startsWith("response-"))
        .forEach(p -> response.with(p.name().substring("response-".length()), p.value()));
    return response;
  }

  AwsResponse head(S3Call call) {
    StoredObject object = object(call);
    Optional<AwsResponse> unchanged = readPreconditions(call, object);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    AwsResponse response =
        AwsResponse.empty(200).with("Content-Length", Integer.toString(object.size()));
    describe(response, object, call, true);
    return response;
  }

  private StoredObject object(S3Call call) {
    Bucket bucket = buckets.forObject(call, "GetObject");
    synchronized (bucket) {
      StoredObject object = bucket.objects().get(call.key());
      if (object != null) {
        return object;
      }
    }
    throw buckets.missingKey(call, call.bucket());
  }

  private static Optional<AwsResponse> readPreconditions(S3Call call, StoredObject object) {
    Optional<String> ifMatch = call.request().header("If-Match");
    if (ifMatch.isPresent() && !quoted(ifMatch.get()).equals(object.etag())) {
      throw S3Errors.preconditionFailed();
    }
    return call.request()
        .header("If-None-Match")
        .filter(etag -> quoted(etag).equals(object.etag()))
        .map(etag -> AwsResponse.empty(304).with("ETag", object.etag()));
  }

  private static void describe(
      AwsResponse response, StoredObject object, S3Call call, boolean whole) {
    object.headers().forEach((name, value) -> response.with(headerName(name), value));
    response
        .with("ETag", object.etag())
        .with("Last-Modified", object.lastModified())
        .with("Accept-Ranges", "bytes");
    boolean wanted = call.request().header("x-amz-checksum-mode").isPresent();
    ObjectChecksum checksum = object.checksum();
    if (wanted && whole && checksum != null) {
      checksum.addTo(response);
    }
  }

  private static String headerName(String name) {
    return name.equals("content-type") ? "Content-Type" : name;
  }

  private static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  AwsResponse delete(S3Call call) {
    Bucket bucket = buckets.forObject(call, "DeleteObject");
    synchronized (bucket) {
      bucket.objects().remove(call.key());
    }
    return AwsResponse.empty(204);
  }

  static void requireKeyLength(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > 1024) {
      throw AwsException.badRequest("KeyTooLongError", "Your key is too long");
    }
  }
}
