package io.leasehold.localaws;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.silo.ExternalId;
import io.leasehold.isolation.silo.SiloRoleInspector;
import io.leasehold.isolation.silo.SiloRoleInspectorBuilder;
import io.leasehold.isolation.silo.SiloRoleNames;
import io.leasehold.tenancy.TenantId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tenants with a role and a table each, in the management account of the simulator. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
final class SiloRoles {

  static final TenantId ACME = TenantId.of("acme");
  static final TenantId GLOBEX = TenantId.of("globex");
  static final String PLATFORM = "arn:aws:iam::111122223333:user/platform";
  static final String BOUNDARY = "arn:aws:iam::111122223333:policy/tenant-boundary";
  static final SiloRoleNames NAMES = SiloRoleNames.prefixed("tenant_").under("/tenants/");
  static final IsolationBlueprint BLUEPRINT =
      IsolationBlueprint.builder("silo")
          .region("eu-central-1")
          .account("111122223333")
          .allow(DynamoDbSiloScope.prefixed("orders_"))
          .build();

  private SiloRoles() {}

  static SiloRoleInspectorBuilder expecting() {
    return SiloRoleInspector.builder(NAMES, BLUEPRINT)
        .trusts(PLATFORM)
        .externalIds(tenant -> new ExternalId("ext-" + tenant))
        .boundary(BOUNDARY);
  }

  static String trust(TenantId tenant) {
    return """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"AWS":"%1$s"},"Action":"sts:AssumeRole",
         "Condition":{"StringEquals":{"sts:ExternalId":"ext-%2$s"}}},
        {"Effect":"Allow","Principal":{"AWS":"%1$s"},"Action":"sts:TagSession",
         "Condition":{"StringEquals":{"sts:ExternalId":"ext-%2$s","aws:RequestTag/tenant":"%2$s"},
          "ForAllValues:StringEquals":{"aws:TagKeys":["tenant"]}}}]}
        """
        .formatted(PLATFORM, tenant);
  }

  static String arn(TenantId tenant) {
    return NAMES.arn(BLUEPRINT.place(), tenant);
  }

  static void boundary(Clients platform) {
    platform
        .iam()
        .createPolicy(
            r ->
                r.policyName("tenant-boundary")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:*\",\"sts:*\"],\"Resource\":\"*\"}}"));
  }

  /** Everything of a tenant. */
  static void onboard(Clients platform, TenantId tenant) {
    String name = NAMES.name(tenant);
    platform
        .iam()
        .createRole(
            r ->
                r.roleName(name)
                    .path(NAMES.path())
                    .assumeRolePolicyDocument(trust(tenant))
                    .permissionsBoundary(BOUNDARY)
                    .maxSessionDuration(3600)
                    .tags(t -> t.key("tenant").value(tenant.value())));
    allow(platform, tenant, PolicyCompiler.compile(BLUEPRINT, tenant).json());
    platform
        .dynamoDb()
        .createTable(
            r ->
                r.tableName("orders_" + tenant)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    platform.dynamoDb().putItem(r -> r.tableName("orders_" + tenant).item(key()));
  }

  static Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS("1"));
  }

  static void allow(Clients platform, TenantId tenant, String policy) {
    platform
        .iam()
        .putRolePolicy(
            r -> r.roleName(NAMES.name(tenant)).policyName("own").policyDocument(policy));
  }

  static void trust(Clients platform, TenantId tenant, String trust) {
    platform
        .iam()
        .updateAssumeRolePolicy(r -> r.roleName(NAMES.name(tenant)).policyDocument(trust));
  }

  static Clients session(Clients caller, TenantId tenant, String externalId) {
    return caller.with(
        caller
            .sts()
            .assumeRole(
                r -> r.roleArn(arn(tenant)).roleSessionName("t-" + tenant).externalId(externalId))
            .credentials());
  }

  static boolean reads(Clients session, TenantId table) {
    return session.dynamoDb().getItem(r -> r.tableName("orders_" + table).key(key())).hasItem();
  }
}
