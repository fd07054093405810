package io.leasehold.localaws.internal.access;

import io.leasehold.isolation.iam.PolicyDocument;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signed a request. */
public sealed interface Principal {

  /** The account the principal belongs to. */
  String accountId();

  /** The ARN as GetCallerIdentity tells it. */
  String arn();

  /** The unique id, {@code AIDA...} or {@code AROA...:session}. */
  String userId();

  /** The ARN of the user or of the role behind the session: {@code aws:PrincipalArn}. */
  String principalArn();

  /** The tags of the user, or of role and session together: {@code aws:PrincipalTag}. */
  Map<String, String> tags();

  /**
   * A user of an account, with a long-lived key.
   *
   * @param name the user name
   */
  record User(String accountId, String arn, String userId, String name, Map<String, String> tags)
      implements Principal {

    /** Copies the tags. */
    public User {
      tags = Map.copyOf(tags);
    }

    @Override
    public String principalArn() {
      return arn;
    }
  }

  /**
   * The session of a role, with a temporary key.
   *
   * @param roleName the role in the account
   * @param roleId the id of the role at that time; a new role of the same name has another
   * @param policy the session policy, null if the session may do what the role may
   * @param transitive the tags that a chained session inherits
   * @param chained whether a session assumed this role
   * @param sourceIdentity who is behind it all; what a chain begins with stays to its end
   */
  record Session(
      String accountId,
      String arn,
      String userId,
      String principalArn,
      Map<String, String> tags,
      String roleName,
      String roleId,
      @Nullable PolicyDocument policy,
      Map<String, String> transitive,
      boolean chained,
      Optional<String> sourceIdentity,
      Instant issuedAt,
      Instant expiresAt)
      implements Principal {

    /** Copies the tags. */
    public Session {
      tags = Map.copyOf(tags);
      transitive = Map.copyOf(transitive);
    }
  }
}
