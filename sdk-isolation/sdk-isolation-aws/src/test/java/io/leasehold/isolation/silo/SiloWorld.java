package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.DynamoDbSiloScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.scope.SqsQueueScope;
import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles as they should be, and ways to spoil them. */
final class SiloWorld {

  static final TenantId ACME = TenantId.of("acme");
  static final TenantId GLOBEX = TenantId.of("globex");
  static final String PLATFORM = "arn:aws:iam::999999999999:role/Platform";
  static final String PLATFORM_SESSION = "arn:aws:sts::999999999999:assumed-role/Platform/app";
  static final String BOUNDARY = "arn:aws:iam::111111111111:policy/tenant-boundary";
  static final String TABLES = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders_";
  static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private SiloWorld() {}

  static IsolationBlueprint blueprint() {
    return IsolationBlueprint.builder("silo")
        .region("eu-central-1")
        .account("111111111111")
        .allow(DynamoDbSiloScope.prefixed("orders_"))
        .allow(S3PrefixScope.bucket("content"))
        .allow(SqsQueueScope.prefixed("jobs_"))
        .build();
  }

  static SiloRoleInspectorBuilder expecting() {
    return SiloRoleInspector.builder(SiloRoleNames.prefixed("tenant_"), blueprint())
        .trusts(PLATFORM)
        .externalIds(SiloWorld::externalId)
        .boundary(BOUNDARY);
  }

  static ExternalId externalId(TenantId tenant) {
    return new ExternalId("ext-" + tenant);
  }

  static String policy(TenantId tenant) {
    return PolicyCompiler.compile(blueprint(), tenant).json();
  }

  static String trust(TenantId tenant) {
    return """
        {"Version":"2012-10-17","Statement":[
        {"Sid":"Assume","Effect":"Allow","Principal":{"AWS":"%1$s"},"Action":"sts:AssumeRole",
         "Condition":{"StringEquals":{"sts:ExternalId":"ext-%2$s"}}},
        {"Sid":"Tag","Effect":"Allow","Principal":{"AWS":"%1$s"},"Action":"sts:TagSession",
         "Condition":{"StringEquals":{"sts:ExternalId":"ext-%2$s","aws:RequestTag/tenant":"%2$s"},
          "ForAllValues:StringEquals":{"aws:TagKeys":["tenant"]}}}]}
        """
        .formatted(PLATFORM, tenant);
  }

  static SiloRole role(TenantId tenant) {
    return new SiloRole(
        "arn:aws:iam::111111111111:role/tenant_" + tenant,
        trust(tenant),
        List.of(new SiloPolicy("own", policy(tenant))),
        Optional.of(new SiloPolicy(BOUNDARY, ALL)),
        Map.of("tenant", tenant.value()),
        Duration.ofHours(1));
  }

  static SiloRole called(SiloRole role, String arn) {
    return new SiloRole(
        arn, role.trust(), role.policies(), role.boundary(), role.tags(), role.longestSession());
  }

  static SiloRole trusting(SiloRole role, String trust) {
    return new SiloRole(
        role.arn(), trust, role.policies(), role.boundary(), role.tags(), role.longestSession());
  }

  static SiloRole allowing(SiloRole role, String policy) {
    return new SiloRole(
        role.arn(),
        role.trust(),
        List.of(new SiloPolicy("own", policy)),
        role.boundary(),
        role.tags(),
        role.longestSession());
  }

  static SiloRole bounded(SiloRole role, Optional<SiloPolicy> boundary) {
    return new SiloRole(
        role.arn(), role.trust(), role.policies(), boundary, role.tags(), role.longestSession());
  }

  static SiloRole tagged(SiloRole role, Map<String, String> tags) {
    return new SiloRole(
        role.arn(), role.trust(), role.policies(), role.boundary(), tags, role.longestSession());
  }

  static SiloRole lasting(SiloRole role, Duration longest) {
    return new SiloRole(
        role.arn(), role.trust(), role.policies(), role.boundary(), role.tags(), longest);
  }

  /** The same role with another text in its trust policy. */
  static SiloRole trustWith(SiloRole role, String part, String instead) {
    if (!role.trust().contains(part)) {
      throw new IllegalArgumentException("no " + part + " in " + role.trust());
    }
    return trusting(role, role.trust().replace(part, instead));
  }

  /** The same role with another text in its permissions. */
  static SiloRole policyWith(SiloRole role, String part, String instead) {
    String policy = role.policies().get(0).json();
    if (!policy.contains(part)) {
      throw new IllegalArgumentException("no " + part + " in " + policy);
    }
    return allowing(role, policy.replace(part, instead));
  }

  /** Whether a session of the role may do it, by the evaluator. */
  static boolean may(SiloRole role, AccessRequest request) {
    PolicyStack.Builder stack = PolicyStack.builder();
    role.policies().forEach(policy -> stack.identity(PolicyDocument.parse(policy.json())));
    role.boundary().ifPresent(b -> stack.boundary(PolicyDocument.parse(b.json())));
    return new IamEvaluator().decide(stack.build(), request).allowed();
  }

  static boolean may(SiloRole role, String action, String resource) {
    return may(role, AccessRequest.of(role.sessionArn("s"), action, resource));
  }

  /** Whether the role's trust policy lets the caller in, by the evaluator. */
  static boolean trusts(SiloRole role, AccessRequest request) {
    return new IamEvaluator().trusts(PolicyDocument.parse(role.trust()), request);
  }

  /** The platform's call for this role. */
  static AccessRequest assume(SiloRole role) {
    return AccessRequest.of(PLATFORM_SESSION, "sts:AssumeRole", role.arn());
  }
}
