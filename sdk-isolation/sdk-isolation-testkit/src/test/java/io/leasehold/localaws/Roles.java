package io.leasehold.localaws;

import software.amazon.awssdk.services.iam.IamClient;

/** Roles in the management account for tests. */
final class Roles {

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"AWS":"arn:aws:iam::111122223333:root"},
       "Action":["sts:AssumeRole","sts:TagSession"]}]}
      """;

  private Roles() {}

  static String arn(LocalAws aws, String name) {
    return "arn:aws:iam::" + aws.managementAccountId() + ":role/" + name;
  }

  /** A role that may do everything. */
  static void create(Clients platform, String name) {
    create(platform.iam(), name, TRUST);
    platform
        .iam()
        .attachRolePolicy(
            r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
  }

  static void create(IamClient iam, String name, String trust) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust).maxSessionDuration(7200));
  }

  /** Deletes the role with what hangs on it. */
  static void delete(Clients platform, String name) {
    platform
        .iam()
        .detachRolePolicy(
            r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    platform.iam().deleteRole(r -> r.roleName(name));
  }
}
