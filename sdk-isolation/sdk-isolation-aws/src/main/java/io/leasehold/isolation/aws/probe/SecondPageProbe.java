package io.leasehold.isolation.aws.probe;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** {@link SdkPath#ASYNC_SECOND_PAGE}. */
final class SecondPageProbe implements ProbePath {

  private static final QueryRequest QUERY =
      QueryRequest.builder().tableName("probe").keyConditionExpression("pk = :t").build();

  @Override
  public void lose(ProbeBench bench) {
    Thread caller = Thread.currentThread();
    AwsCredentialsProvider ofThread = () -> identityOf(Thread.currentThread() == caller);
    try (DynamoDbAsyncClient dynamoDb =
        bench.async(DynamoDbAsyncClient.builder(), ofThread).build()) {
      dynamoDb.queryPaginator(QUERY).subscribe(page -> {}).join();
    }
  }

  @Override
  public void bind(ProbeBench bench) {
    try (DynamoDbAsyncClient shared = bench.async(DynamoDbAsyncClient.builder()).build()) {
      bench
          .facades()
          .scoped(DynamoDbAsyncClient.class, shared, () -> ProbeBench.TENANT)
          .queryPaginator(QUERY)
          .subscribe(page -> {})
          .join();
    }
  }

  /** What a thread-local gives: the tenant's in the caller's thread, the platform's elsewhere. */
  private static AwsCredentials identityOf(boolean callersThread) {
    return callersThread ? ProbeBench.TENANTS.forAwsSdk() : ProbeBench.BASE.resolveCredentials();
  }
}
