package io.leasehold.provisioning.account.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients that work inside one member account, for the length of one step. */
public interface MemberAccount extends AutoCloseable {

  /** IAM of the account. */
  IamClient iam();

  /** S3 of the account, for buckets of every Region. */
  S3Client s3();

  /** DynamoDB of the account in a Region. */
  DynamoDbClient dynamoDb(String region);

  /** Closes the clients. */
  @Override
  void close();
}
