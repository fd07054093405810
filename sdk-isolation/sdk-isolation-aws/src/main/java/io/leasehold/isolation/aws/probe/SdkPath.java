package io.leasehold.isolation.aws.probe;

import java.util.List;

/** A way through the AWS SDK on which some of its versions lose a tenant's credentials. */
public enum SdkPath {
  /** Credentials that an interceptor sets on the request. */
  INTERCEPTOR("software.amazon.awssdk.services.sts.StsClient"),
  /** A multipart upload with the tenant's credentials on the request. */
  MULTIPART("software.amazon.awssdk.services.s3.S3AsyncClient"),
  /** An upload by the Transfer Manager with the tenant's credentials on the request. */
  TRANSFER_MANAGER(
      "software.amazon.awssdk.services.s3.S3AsyncClient",
      "software.amazon.awssdk.transfer.s3.S3TransferManager"),
  /** The second page of an asynchronous paginator under an identity that the thread carries. */
  ASYNC_SECOND_PAGE("software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient"),
  /** The Enhanced client, whose requests have no place for credentials. */
  ENHANCED_CLIENT(
      "software.amazon.awssdk.services.dynamodb.DynamoDbClient",
      "software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient");

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> needed;

  SdkPath(String... needed) {
    this.needed = List.of(needed);
  }

  /** Whether the modules that it takes are on the class path. */
  boolean present() {
    return needed.stream().allMatch(SdkPath::loads);
  }

  private static boolean loads(String name) {
    try {
      Class.forName(name, false, SdkPath.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Its requests; a class of its own each, as not everybody has every module. */
  ProbePath probe() {
    return switch (this) {
      case INTERCEPTOR -> new InterceptorProbe();
      case MULTIPART -> new MultipartProbe();
      case TRANSFER_MANAGER -> new TransferManagerProbe();
      case ASYNC_SECOND_PAGE -> new SecondPageProbe();
      case ENHANCED_CLIENT -> new EnhancedClientProbe();
    };
  }
}
