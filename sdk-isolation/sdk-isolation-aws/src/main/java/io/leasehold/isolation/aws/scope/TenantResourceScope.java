package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.PolicyTemplate;
import java.util.List;

/**
 * A tenant's part of something that tenants share. Sealed, because each kind isolates in its own
 * way and the ways are proved one by one. Implementations are immutable and thread-safe.
 */
public sealed interface TenantResourceScope
    permits ApiRouteScope,
        BedrockProfileScope,
        CustomScope,
        DatabaseUserScope,
        DynamoDbCompositeScope,
        DynamoDbPooledScope,
        DynamoDbSiloScope,
        EventBusScope,
        KinesisStreamScope,
        KmsContextScope,
        LambdaFunctionScope,
        ParameterScope,
        S3AccessPointScope,
        S3PrefixScope,
        SearchDomainScope,
        SecretScope,
        SesTenantScope,
        SnsTopicScope,
        SqsQueueScope,
        UserPoolScope,
        VectorIndexScope {

  /** Stands for the tenant id in the texts of grants and ownerships. */
  String TENANT = PolicyTemplate.HOLE;

  /** How messages call this scope, such as {@code table labs-activity}. */
  String label();

  /**
   * What a tenant may do there.
   *
   * @param place partition, Region and account of the shared thing
   * @return the statements, each of them an Allow, with {@link #TENANT} where the id goes: one text
   *     for all tenants, so that one proof holds for all
   */
  List<Grant> grants(AwsPlace place);

  /**
   * What belongs to whom there: every way in which a request can touch a tenant's data.
   *
   * @param place partition, Region and account of the shared thing
   */
  Ownership ownership(AwsPlace place);
}
