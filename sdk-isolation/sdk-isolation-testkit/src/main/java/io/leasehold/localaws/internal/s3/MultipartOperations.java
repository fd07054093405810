package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.sigv4.Checksums;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Xml;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.w3c.dom.Element;

/** Objects that come in parts. */
final class MultipartOperations {

  private static final int SMALLEST_PART = 5 * 1024 * 1024;
  private static final int MOST_PARTS = 10_000;

  private final Buckets buckets;
  private final Clock clock;

  MultipartOperations(Buckets buckets, Clock clock) {
    this.buckets = buckets;
    this.clock = clock;
  }

  AwsResponse create(S3Call call) {
    Bucket bucket = buckets.forObject(call, "PutObject");
    ObjectOperations.requireKeyLength(call.key());
    Upload upload =
        new Upload(Ids.small(64), call.key(), clock.instant(), ObjectHeaders.of(call.request()));
    synchronized (bucket) {
      bucket.uploads().put(upload.id(), upload);
    }
    AwsResponse response = S3Xml.answer("InitiateMultipartUploadResult", place(call, upload.id()));
    call.request()
        .header("x-amz-checksum-algorithm")
        .ifPresent(
            algorithm ->
                response
                    .with("x-amz-checksum-algorithm", algorithm)
                    .with("x-amz-checksum-type", "COMPOSITE"));
    return response;
  }

  AwsResponse uploadPart(S3Call call) {
    Bucket bucket = buckets.forObject(call, "PutObject");
    int number = call.number("partNumber", 0);
    if (number < 1 || number > MOST_PARTS) {
      throw S3Errors.invalidArgument(
          "Part number must be an integer between 1 and 10000, inclusive");
    }
    byte[] data = call.payload();
    ObjectChecksum checksum = ObjectChecksum.of(call.request(), data);
    StoredObject part =
        new StoredObject(data, ObjectChecksum.etag(data), clock.instant(), Map.of(), checksum);
    synchronized (bucket) {
      bucket.upload(uploadId(call), call.key()).parts().put(number, part);
    }
    return AwsResponse.empty(200)
        .with("ETag", part.etag())
        .with("x-amz-checksum-" + checksum.algorithm(), checksum.value());
  }

  AwsResponse listParts(S3Call call) {
    Bucket bucket = buckets.forObject(call, "ListMultipartUploadParts");
    int after = call.number("part-number-marker", 0);
    int size = Math.min(1000, call.number("max-parts", 1000));
    List<Map.Entry<Integer, StoredObject>> parts;
    synchronized (bucket) {
      Upload upload = bucket.upload(uploadId(call), call.key());
      parts = List.copyOf(upload.parts().tailMap(after, false).entrySet());
    }
    List<Map.Entry<Integer, StoredObject>> page = parts.subList(0, Math.min(size, parts.size()));
    return S3Xml.answer(
        "ListPartsResult",
        xml -> {
          place(call, uploadId(call)).accept(xml);
          xml.number("MaxParts", size).flag("IsTruncated", page.size() < parts.size());
          if (!page.isEmpty()) {
            xml.number("NextPartNumberMarker", page.get(page.size() - 1).getKey());
          }
          page.forEach(part -> xml.element("Part", p -> write(p, part)));
        });
  }

  private static void write(Xml xml, Map.Entry<Integer, StoredObject> part) {
    xml.number("PartNumber", part.getKey())
        .time("LastModified", part.getValue().modified())
        .text("ETag", part.getValue().etag())
        .number("Size", part.getValue().size());
  }

  AwsResponse complete(S3Call call) {
    Bucket bucket = buckets.forObject(call, "PutObject");
    List<Element> named = S3Xml.children(S3Xml.read(call.payload()), "Part");
    if (named.isEmpty()) {
      throw S3Errors.malformedXml();
    }
    StoredObject object;
    synchronized (bucket) {
      Upload upload = bucket.upload(uploadId(call), call.key());
      object = assemble(upload, named);
      bucket.objects().put(call.key(), object);
      bucket.uploads().remove(upload.id());
    }
    return S3Xml.answer(
        "CompleteMultipartUploadResult",
        xml ->
            xml.text("Location", "/" + call.bucket() + "/" + call.key())
                .text("Bucket", call.bucket())
                .text("Key", call.key())
                .text("ETag", object.etag()));
  }

  private StoredObject assemble(Upload upload, List<Element> named) {
    requireAscending(named);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (int i = 0; i < named.size(); i++) {
      StoredObject part = upload.parts().get(partNumber(named.get(i)));
      String etag = S3Xml.text(named.get(i), "ETag").orElse("").replace("\"", "");
      if (part == null || !part.etag().equals('"' + etag + '"')) {
        throw AwsException.badRequest(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.");
      }
      if (part.size() < SMALLEST_PART && i < named.size() - 1) {
        throw AwsException.badRequest(
            "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
      }
      data.writeBytes(part.data());
      digests.writeBytes(Checksums.digest("MD5", part.data()));
    }
    byte[] all = Checksums.digest("MD5", digests.toByteArray());
    String etag = '"' + HexFormat.of().formatHex(all) + "-" + named.size() + '"';
    return new StoredObject(data.toByteArray(), etag, clock.instant(), upload.headers(), null);
  }

  private static void requireAscending(List<Element> named) {
    int previous = 0;
    for (Element part : named) {
      int number = partNumber(part);
      if (number <= previous) {
        throw AwsException.badRequest(
            "InvalidPartOrder", "The list of parts was not in ascending order.");
      }
      previous = number;
    }
  }

  private static int partNumber(Element part) {
    try {
      return Integer.parseInt(S3Xml.text(part, "PartNumber").orElse(""));
    } catch (NumberFormatException e) {
      throw S3Errors.malformedXml();
    }
  }

  AwsResponse abort(S3Call call) {
    Bucket bucket = buckets.forObject(call, "AbortMultipartUpload");
    synchronized (bucket) {
      bucket.uploads().remove(bucket.upload(uploadId(call), call.key()).id());
    }
    return AwsResponse.empty(204);
  }

  AwsResponse listUploads(S3Call call) {
    // IAM has no s3:prefix for this one: whoever may list uploads sees those of all tenants.
    Bucket bucket = buckets.forBucket(call, "ListBucketMultipartUploads", Map.of());
    String prefix = call.parameter("prefix").orElse("");
    List<Upload> uploads;
    synchronized (bucket) {
      uploads = bucket.uploads().values().stream().filter(u -> u.key().startsWith(prefix)).toList();
    }
    return S3Xml.answer(
        "ListMultipartUploadsResult",
        xml -> {
          xml.text("Bucket", call.bucket()).number("MaxUploads", 1000).flag("IsTruncated", false);
          for (Upload upload : uploads) {
            xml.element(
                "Upload",
                u ->
                    u.text("Key", upload.key())
                        .text("UploadId", upload.id())
                        .time("Initiated", upload.initiated()));
          }
        });
  }

  private static String uploadId(S3Call call) {
    return call.parameter("uploadId").orElse("");
  }

  private static Consumer<Xml> place(S3Call call, String uploadId) {
    return xml ->
        xml.text("Bucket", call.bucket()).text("Key", call.key()).text("UploadId", uploadId);
  }
}
