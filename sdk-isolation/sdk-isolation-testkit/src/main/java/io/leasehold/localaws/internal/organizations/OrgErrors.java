package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.TextNode;
import io.leasehold.localaws.internal.wire.AwsException;

/** The refusals of Organizations in its own words. */
final class OrgErrors {

  private OrgErrors() {}

  static AwsException of(String code, String message) {
    return AwsException.badRequest(code, message);
  }

  static AwsException invalidInput(String reason, String message) {
    return of("InvalidInputException", message).with("Reason", TextNode.valueOf(reason));
  }

  static AwsException constraint(String reason, String message) {
    return of("ConstraintViolationException", message).with("Reason", TextNode.valueOf(reason));
  }

  static AwsException accountNotFound() {
    return of("AccountNotFoundException", "You specified an account that doesn't exist.");
  }

  static AwsException targetNotFound() {
    return of("TargetNotFoundException", "You specified a target that doesn't exist.");
  }

  static AwsException parentNotFound() {
    return of("ParentNotFoundException", "You specified parent that doesn't exist.");
  }

  static AwsException tooManyRequests() {
    return of(
            "TooManyRequestsException",
            "AWS Organizations can't complete your request because another request is already in"
                + " progress. Try again later.")
        .with("Type", TextNode.valueOf("MANAGEMENT_ACCOUNT"));
  }

  static AwsException denied() {
    return of("AccessDeniedException", "You don't have permissions to access this resource.");
  }
}
