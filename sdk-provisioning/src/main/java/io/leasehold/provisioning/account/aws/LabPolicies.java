package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LabRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/**
 * The policy documents of a lab account. Every value that goes in has a checked grammar without
 * quotes or wildcards, so plain text is safe.
 */
final class LabPolicies {

  private final LabLayout layout;

  LabPolicies(LabLayout layout) {
    this.layout = layout;
  }

  /** Only the broker may enter, and only for the lease of this epoch. */
  String trust(Epoch epoch) {
    return compact(
        """
        {"Version":"2012-10-17","Statement":[
         {"Sid":"OneEpoch","Effect":"Allow","Principal":{"AWS":"%1$s"},
          "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"%2$s"}}},
         {"Sid":"NameTheLearner","Effect":"Allow","Principal":{"AWS":"%1$s"},
          "Action":["sts:SetSourceIdentity","sts:TagSession"]}]}
        """
            .formatted(layout.brokerPrincipal(), LabRole.externalId(epoch)));
  }

  /** Everything, because the boundary decides. */
  String access() {
    return compact(
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":"*","Resource":"*"}]}
        """);
  }

  /**
   * What a learner may do at most, and every role that a learner makes: the services that the
   * cleaner empties, in the Regions that the verifier looks into. No user and no key that outlives
   * the session, no policy that locks the cleaner out, nothing on what is ours.
   */
  String boundary(AccountId account) {
    return compact(
        """
        {"Version":"2012-10-17","Statement":[
         {"Sid":"WhatTheCleanerCleans","Effect":"Allow","Resource":"*","Action":[
          "dynamodb:*","s3:*","sts:AssumeRole","sts:GetCallerIdentity","sts:SetSourceIdentity",
          "sts:TagSession",
          "iam:AttachRolePolicy","iam:CreatePolicy","iam:CreatePolicyVersion","iam:CreateRole",
          "iam:DeletePolicy","iam:DeletePolicyVersion","iam:DeleteRole","iam:DeleteRolePolicy",
          "iam:DetachRolePolicy","iam:Get*","iam:List*","iam:PassRole","iam:PutRolePolicy",
          "iam:SetDefaultPolicyVersion","iam:TagPolicy","iam:TagRole","iam:UntagPolicy",
          "iam:UntagRole","iam:UpdateAssumeRolePolicy","iam:UpdateRole"]},
         {"Sid":"OursStaysOurs","Effect":"Deny","Action":"iam:*","Resource":[
          "%1$s","%2$s","%3$s",
          "arn:aws:iam::%4$s:role/aws-service-role/*","arn:aws:iam::%4$s:role/aws-reserved/*"]},
         {"Sid":"RolesKeepTheBoundary","Effect":"Deny","Action":"iam:CreateRole","Resource":"*",
          "Condition":{"StringNotEquals":{"iam:PermissionsBoundary":"%3$s"}}},
         {"Sid":"NoOtherAccount","Effect":"Deny","Action":"sts:AssumeRole",
          "NotResource":"arn:aws:iam::%4$s:role/*"},
         {"Sid":"NothingThatOutlivesTheLease","Effect":"Deny","Resource":"*","Action":[
          "dynamodb:CreateBackup","dynamodb:CreateGlobalTable","dynamodb:CreateTableReplica",
          "dynamodb:ExportTableToPointInTime","dynamodb:Purchase*","dynamodb:PutResourcePolicy",
          "dynamodb:StartAwsBackupJob","dynamodb:UpdateContinuousBackups",
          "s3:AssociateAccessGrantsIdentityCenter","s3:BypassGovernanceRetention",
          "s3:CreateAccessGrant*","s3:CreateAccessPoint*","s3:CreateJob",
          "s3:CreateMultiRegionAccessPoint","s3:CreateStorageLensGroup",
          "s3:PutAccessGrantsInstanceResourcePolicy","s3:PutAccountPublicAccessBlock",
          "s3:PutBucketObjectLockConfiguration","s3:PutBucketPolicy",
          "s3:PutMultiRegionAccessPointPolicy","s3:PutObjectLegalHold","s3:PutObjectRetention",
          "s3:PutReplicationConfiguration","s3:PutStorageLensConfiguration*",
          "s3:SubmitMultiRegionAccessPointRoutes"]},
         {"Sid":"OnlyOurRegions","Effect":"Deny","Action":["dynamodb:*","s3:*"],"Resource":"*",
          "Condition":{"StringNotEquals":{"aws:RequestedRegion":[%5$s]}}}]}
        """
            .formatted(
                LabLayout.labRole(account),
                LabLayout.role(account, LabLayout.ADMIN_ROLE),
                LabLayout.boundary(account),
                account,
                layout.regions().stream()
                    .map(r -> '"' + r + '"')
                    .collect(Collectors.joining(","))));
  }

  /** Denies everything to sessions that began before; the margin covers clocks that differ. */
  static String over(Instant now) {
    return compact(
        """
        {"Version":"2012-10-17","Statement":[
         {"Sid":"LeaseOver","Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateLessThan":{"aws:TokenIssueTime":"%s"}}}]}
        """
            .formatted(now.plus(5, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Allows nothing to anybody whom it bounds. */
  static String nothing() {
    return compact(
        """
        {"Version":"2012-10-17","Statement":[
         {"Sid":"LeaseOver","Effect":"Deny","Action":"*","Resource":"*"}]}
        """);
  }

  /** Without line breaks and indentation: IAM counts characters. No value has white space. */
  static String compact(String json) {
    return json.replaceAll("\\s+", "");
  }
}
