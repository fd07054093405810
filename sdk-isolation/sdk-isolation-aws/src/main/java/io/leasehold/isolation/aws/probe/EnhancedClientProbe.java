package io.leasehold.isolation.aws.probe;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link SdkPath#ENHANCED_CLIENT}. */
final class EnhancedClientProbe implements ProbePath {

  @Override
  public void lose(ProbeBench bench) {
    try (DynamoDbClient dynamoDb = bench.sync(DynamoDbClient.builder()).build()) {
      get(dynamoDb);
    }
  }

  @Override
  public void bind(ProbeBench bench) {
    try (DynamoDbClient shared = bench.sync(DynamoDbClient.builder()).build()) {
      get(bench.facades().scoped(DynamoDbClient.class, shared, () -> ProbeBench.TENANT));
    }
  }

  private static void get(DynamoDbClient client) {
    DynamoDbEnhancedClient.builder()
        .dynamoDbClient(client)
        .build()
        .table("probe", schema())
        .getItem(Key.builder().partitionValue("probe").build());
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // an item that is a map
  private static TableSchema<Map<String, String>> schema() {
    Class<Map<String, String>> item = (Class) Map.class;
    return StaticTableSchema.builder(item)
        .newItemSupplier(HashMap::new)
        .addAttribute(
            String.class,
            a ->
                a.name("pk")
                    .getter(map -> map.get("pk"))
                    .setter((map, value) -> map.put("pk", value))
                    .tags(StaticAttributeTags.primaryPartitionKey()))
        .build();
  }
}
