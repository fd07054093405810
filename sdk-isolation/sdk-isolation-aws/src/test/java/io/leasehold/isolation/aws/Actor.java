package io.leasehold.isolation.aws;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;

/**
 * Somebody with the credentials of a tenant. The role behind them may do everything, so whatever is
 * refused is refused by the session policy.
 */
final class Actor {

  static final String TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/labs-activity";
  static final String BUCKET = "arn:aws:s3:::labs-content";

  private static final PolicyDocument ROLE =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final String session;
  private final PolicyStack stack;

  private Actor(TenantId tenant, String policy) {
    this.session =
        "arn:aws:sts::111111111111:assumed-role/LabsTenant/" + TenantSessions.sessionName(tenant);
    this.stack = PolicyStack.builder().identity(ROLE).session(PolicyDocument.parse(policy)).build();
  }

  static Actor of(TenantId tenant) {
    return under(tenant, policy(tenant));
  }

  static Actor under(TenantId tenant, String policy) {
    return new Actor(tenant, policy);
  }

  static String policy(TenantId tenant) {
    return PolicyCompiler.compile(Samples.blueprint(), tenant).json();
  }

  /** What this one asks for, to add keys to. */
  AccessRequest asks(String action, String resource) {
    return AccessRequest.of(session, action, resource);
  }

  /** Touches items; without keys the request carries no leading keys. */
  boolean items(String action, String... leadingKeys) {
    return itemsOf(TABLE, action, leadingKeys);
  }

  /** The same on another table. */
  boolean itemsOf(String table, String action, String... leadingKeys) {
    AccessRequest request = AccessRequest.of(session, "dynamodb:" + action, table);
    return may(
        leadingKeys.length == 0 ? request : request.with("dynamodb:LeadingKeys", leadingKeys));
  }

  /** Touches an object. */
  boolean object(String action, String key) {
    return may(AccessRequest.of(session, "s3:" + action, BUCKET + "/" + key));
  }

  /** Lists the bucket without any prefix. */
  boolean list(String action) {
    return may(AccessRequest.of(session, "s3:" + action, BUCKET));
  }

  /** Lists the bucket under a prefix. */
  boolean list(String action, String prefix) {
    return may(AccessRequest.of(session, "s3:" + action, BUCKET).with("s3:prefix", prefix));
  }

  boolean may(String action, String resource) {
    return may(AccessRequest.of(session, action, resource));
  }

  boolean may(AccessRequest request) {
    return new IamEvaluator().decide(stack, request).allowed();
  }
}
