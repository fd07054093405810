package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.s3.S3Refusals;
import io.leasehold.localaws.internal.s3.S3Xml;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Amazon S3: the object or bucket, and what is done to it. */
final class S3Reader implements ServiceReader {

  private static final Refusals REFUSALS = new S3Refusals();
  private static final Set<String> DELETION = Set.of("Object", "Quiet");
  private static final Set<String> DELETED =
      Set.of("ETag", "Key", "LastModifiedTime", "Size", "VersionId");

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public Reading read(SignedRequest request) {
    if (request.host().contains(".s3-control")) {
      String path = request.http().rawPath();
      if (path.endsWith("/accessgrantsinstance/dataaccess")) {
        return new Reading.Unlisted("GetDataAccess", "s3:GetDataAccess");
      }
      throw new Unreadable("requests to S3 Control are not read here: " + path);
    }
    S3Target target = S3Target.of(request);
    String signature = S3Actions.signature(request);
    if (target.arn().isEmpty()) {
      return serviceWide(signature);
    }
    return target.key().isPresent()
        ? onObject(request, target, signature, target.key().get())
        : onBucket(request, target, signature);
  }

  private static Reading serviceWide(String signature) {
    if (!signature.equals("GET")) {
      throw new Unreadable(signature + " without a bucket is not read here");
    }
    return new Reading.Understood("ListBuckets", List.of(Need.of("s3:ListAllMyBuckets", "*")));
  }

  private static Reading onBucket(SignedRequest request, S3Target target, String signature) {
    if (signature.equals("POST?delete")) {
      return new Reading.Understood("DeleteObjects", deletions(request, target));
    }
    if (signature.equals("GET?session")) {
      return new Reading.Unlisted("CreateSession", "s3express:CreateSession");
    }
    S3Actions.Operation operation =
        S3Actions.onBucket(signature)
            .orElseThrow(() -> new Unreadable(signature + " on a bucket is not read here"));
    List<Need> needs =
        operation.actions().stream()
            .map(action -> Need.of("s3:" + action, target.ownArn()))
            .map(need -> S3Context.add(need, request, target))
            .toList();
    return new Reading.Understood(operation.name(), needs);
  }

  private static Reading onObject(
      SignedRequest request, S3Target target, String signature, String key) {
    S3Actions.Operation operation =
        S3Actions.onObject(signature)
            .orElseThrow(() -> new Unreadable(signature + " on an object is not read here"));
    List<Need> needs = new ArrayList<>();
    for (String action : operation.actions()) {
      needs.add(object(request, target, key, action));
    }
    boolean writes = operation.actions().equals(List.of("PutObject"));
    if (writes || signature.startsWith("DELETE") || signature.startsWith("PUT?retention")) {
      for (String action : S3Context.broughtByHeaders(request, writes)) {
        needs.add(object(request, target, key, action));
      }
    }
    Optional<String> source = request.header("x-amz-copy-source");
    if (source.isPresent()) {
      if (!request.http().method().equals("PUT") || !writes) {
        throw new Unreadable("x-amz-copy-source does not belong to " + operation.name());
      }
      needs.add(source(request, source.get()));
    }
    String name = source.isPresent() ? copying(operation.name()) : operation.name();
    return new Reading.Understood(name, needs);
  }

  private static String copying(String operation) {
    return operation.equals("PutObject") ? "CopyObject" : operation + "Copy";
  }

  // Reading the source is asked of the one who copies, as for a GetObject.
  private static Need source(SignedRequest request, String header) {
    int query = header.lastIndexOf("?versionId=");
    S3Target source = S3Target.ofSource(request, query < 0 ? header : header.substring(0, query));
    Need need =
        Need.of(
            query < 0 ? "s3:GetObject" : "s3:GetObjectVersion",
            source.objectArn(source.key().orElseThrow()));
    S3Context.addPlace(need, request, source);
    return query < 0
        ? need.without("s3:versionid")
        : need.with("s3:versionid", header.substring(query + "?versionId=".length()));
  }

  private static Need object(SignedRequest request, S3Target target, String key, String action) {
    return S3Context.add(Need.of("s3:" + action, target.objectArn(key)), request, target);
  }

  // S3 refuses the keys one by one; here one that is refused refuses all.
  private static List<Need> deletions(SignedRequest request, S3Target target) {
    List<Need> needs = new ArrayList<>();
    Element root = S3Xml.read(request.payload());
    requireOnly(root, "Delete", DELETION);
    for (Element object : S3Xml.children(root, "Object")) {
      requireOnly(object, "Object", DELETED);
      if (S3Xml.children(object, "Key").size() != 1
          || S3Xml.children(object, "VersionId").size() > 1) {
        throw new Unreadable("it does not name one object at a time");
      }
      String key =
          S3Xml.text(object, "Key").orElseThrow(() -> new Unreadable("it deletes nothing"));
      Optional<String> version = S3Xml.text(object, "VersionId");
      String action = version.isPresent() ? "DeleteObjectVersion" : "DeleteObject";
      Need need = Need.of("s3:" + action, target.objectArn(key));
      S3Context.addPlace(need, request, target);
      needs.add(need.with("s3:versionid", version));
      for (String more : S3Context.broughtByHeaders(request, false)) {
        needs.add(object(request, target, key, more));
      }
    }
    if (needs.isEmpty()) {
      throw new Unreadable("it deletes nothing");
    }
    return needs;
  }

  private static void requireOnly(Element element, String name, Set<String> inside) {
    if (!name.equals(element.getLocalName())) {
      throw new Unreadable("its body is no list of objects to delete");
    }
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && !inside.contains(child.getLocalName())) {
        throw new Unreadable("a deletion with " + child.getLocalName() + " is not read here");
      }
    }
  }

  @Override
  public AwsResponse success(SignedRequest request, String operation) {
    return switch (operation) {
      case "GetObject", "HeadObject", "PutObject", "UploadPart" ->
          AwsResponse.empty(200).with("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"");
      case "DeleteObject", "AbortMultipartUpload" -> AwsResponse.empty(204);
      default -> AwsResponse.text(200, "application/xml", "<" + operation + "Result/>");
    };
  }

  @Override
  public Refusals refusals(AwsRequest request) {
    return REFUSALS;
  }
}
