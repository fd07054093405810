package io.leasehold.localaws.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The refusal of a request, in the words of the service; its protocol gives it the wire form. */
public final class AwsException extends RuntimeException {

  private final int status;
  private final String code;
  private final transient Map<String, JsonNode> members = new LinkedHashMap<>();

  /** Creates the refusal with the HTTP status, the error code and the message that AWS uses. */
  public AwsException(int status, String code, String message) {
    // A refusal is an ordinary answer here: its stack is of no use and costs time.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A refusal with status 400. */
  public static AwsException badRequest(String code, String message) {
    return new AwsException(400, code, message);
  }

  /** Says by name that an operation exists on AWS and not here. */
  public static AwsException notSimulated(String service, String operation) {
    return new AwsException(
        501, "NotImplemented", "localaws does not simulate " + service + ":" + operation);
  }

  /** Adds a member of the error shape, such as the reason of a broken constraint. */
  public AwsException with(String name, JsonNode value) {
    members.put(name, value);
    return this;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The error code. */
  public String code() {
    return code;
  }

  /** The message, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The further members of the error shape. */
  public Map<String, JsonNode> members() {
    return Map.copyOf(members);
  }
}
