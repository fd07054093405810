package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.server.AwsService;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.time.Clock;

/** Amazon S3. */
public final class S3Service implements AwsService {

  private static final S3Refusals REFUSALS = new S3Refusals();

  private final BucketOperations buckets;
  private final ObjectOperations objects;
  private final ListOperations lists;
  private final VersionOperations versions;
  private final MultipartOperations multipart;

  private S3Service(Buckets all, Clock clock) {
    this.buckets = new BucketOperations(all, clock);
    this.objects = new ObjectOperations(all, clock);
    this.lists = new ListOperations(all);
    this.versions = new VersionOperations(all);
    this.multipart = new MultipartOperations(all, clock);
  }

  /** The service, without buckets. */
  public static AwsService create(Authorizer authorizer, Clock clock) {
    return new S3Service(new Buckets(authorizer), clock);
  }

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public AwsResponse answer(Authenticated signed) {
    S3Operation operation =
        S3Operation.of(signed.request())
            .orElseThrow(
                () -> AwsException.notSimulated("s3", S3OperationName.of(signed.request())));
    S3Call call = new S3Call(signed, S3Address.of(signed.request()));
    return run(operation, call).with("x-amz-request-id", signed.requestId());
  }

  private AwsResponse run(S3Operation operation, S3Call call) {
    return switch (operation) {
      case LIST_BUCKETS -> buckets.list(call);
      case CREATE_BUCKET -> buckets.create(call);
      case HEAD_BUCKET -> buckets.head(call);
      case DELETE_BUCKET -> buckets.delete(call);
      case GET_BUCKET_LOCATION -> buckets.location(call);
      case LIST_OBJECTS -> lists.list(call);
      case LIST_OBJECT_VERSIONS -> versions.list(call);
      case DELETE_OBJECTS -> lists.delete(call);
      case LIST_MULTIPART_UPLOADS -> multipart.listUploads(call);
      case PUT_OBJECT -> objects.put(call);
      case COPY_OBJECT -> objects.copy(call);
      case GET_OBJECT -> objects.get(call);
      case HEAD_OBJECT -> objects.head(call);
      case DELETE_OBJECT -> objects.delete(call);
      case CREATE_MULTIPART_UPLOAD -> multipart.create(call);
      case UPLOAD_PART -> multipart.uploadPart(call);
      case LIST_PARTS -> multipart.listParts(call);
      case COMPLETE_MULTIPART_UPLOAD -> multipart.complete(call);
      case ABORT_MULTIPART_UPLOAD -> multipart.abort(call);
    };
  }

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    return REFUSALS.refusal(failure);
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return REFUSALS.refusal(denied);
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    return REFUSALS.render(refusal, request, requestId);
  }
}
