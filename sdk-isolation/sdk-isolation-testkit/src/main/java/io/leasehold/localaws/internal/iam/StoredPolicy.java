package io.leasehold.localaws.internal.iam;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.localaws.internal.wire.AwsException;

/**
 * A policy as it was sent, and as it is enforced.
 *
 * @param text the document, unchanged
 */
public record StoredPolicy(String text, PolicyDocument document) {

  /**
   * Reads a policy.
   *
   * @throws AwsException MalformedPolicyDocument if it is not one
   */
  public static StoredPolicy parse(String text) {
    try {
      return new StoredPolicy(text, PolicyDocument.parse(text));
    } catch (PolicySyntaxException e) {
      throw AwsException.badRequest("MalformedPolicyDocument", String.valueOf(e.getMessage()));
    }
  }
}
