package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.LabRole;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What belongs to Leasehold in a lab account, and where the labs may be.
 *
 * @param brokerPrincipal the ARN of the user or role that the access broker signs as
 * @param regions the Regions that learners may use; the cleaner and the verifier look into each
 */
public record LabLayout(String brokerPrincipal, List<String> regions) {

  /** The role that Organizations puts into each account it creates. */
  public static final String ADMIN_ROLE = "OrganizationAccountAccessRole";

  /** The managed policy that bounds the learner, and every role that a learner makes. */
  public static final String BOUNDARY = "LabLearnerBoundary";

  /** The inline policy of the learner's role. */
  static final String ACCESS = "LabLearnerAccess";

  /** The inline policy that denies everything to a lease that is over. */
  static final String REVOKED = "LeaseholdLeaseOver";

  private static final Pattern PRINCIPAL =
      Pattern.compile("arn:aws:iam::[0-9]{12}:(user|role)/[\\w+=,.@/-]{1,512}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

  /**
   * Validates both, because they go into policies.
   *
   * @throws IllegalArgumentException if the principal is no IAM ARN or a Region no Region
   */
  public LabLayout {
    Objects.requireNonNull(brokerPrincipal, "brokerPrincipal");
    regions = List.copyOf(regions);
    if (!PRINCIPAL.matcher(brokerPrincipal).matches()) {
      throw new IllegalArgumentException(
          "the broker principal is the ARN of one IAM user or role, without wildcards");
    }
    if (regions.isEmpty() || !regions.stream().allMatch(r -> REGION.matcher(r).matches())) {
      throw new IllegalArgumentException("labs need at least one Region, as eu-central-1");
    }
  }

  static String labRole(AccountId account) {
    return role(account, LabRole.NAME);
  }

  static String boundary(AccountId account) {
    return "arn:aws:iam::" + account + ":policy/" + BOUNDARY;
  }

  /** Roles that the cleaner leaves alone; the boundary keeps learners from making one like them. */
  static boolean keeps(AccountId account, String roleArn, String path) {
    return roleArn.equals(role(account, ADMIN_ROLE))
        || roleArn.equals(labRole(account))
        || path.startsWith("/aws-service-role/")
        || path.startsWith("/aws-reserved/");
  }

  static String role(AccountId account, String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }
}
