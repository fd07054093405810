package io.leasehold.localaws.internal.access;

/** The policies do not let the caller do it. Each service words it in its own way. */
public final class AccessDenied extends RuntimeException {

  private final String who;
  private final String resource;
  private final String reason;

  AccessDenied(Principal principal, String action, String resource, String reason) {
    this(principal.arn(), action, resource, reason);
  }

  /** Somebody may not do that to that thing; the reason says which kind of policy is against it. */
  public AccessDenied(String principalArn, String action, String resource, String reason) {
    super(action + " on " + resource + " denied " + reason, null, false, false);
    this.who = "User: " + principalArn + " is not authorized to perform: " + action;
    this.resource = resource;
    this.reason = reason;
  }

  /** The message of S3, which quotes the resource. */
  public String quotedMessage() {
    return (who + " on resource: \"" + resource + "\" " + reason).trim();
  }

  /** The message of most services. */
  public String plainMessage() {
    return (who + " on resource: " + resource + " " + reason).trim();
  }
}
