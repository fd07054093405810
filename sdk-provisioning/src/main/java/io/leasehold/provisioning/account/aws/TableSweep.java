package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Deletes every DynamoDB table in every Region of the labs. */
final class TableSweep implements Sweep {

  private final LabLayout layout;

  TableSweep(LabLayout layout) {
    this.layout = layout;
  }

  @Override
  public int over(ClearedAccount account, MemberAccount member) {
    int found = 0;
    for (String region : layout.regions()) {
      DynamoDbClient dynamoDb = member.dynamoDb(region);
      List<String> tables = dynamoDb.listTablesPaginator().tableNames().stream().toList();
      for (String table : tables) {
        account.requireStillCleared();
        delete(dynamoDb, table);
      }
      found += tables.size();
    }
    return found;
  }

  private static void delete(DynamoDbClient dynamoDb, String table) {
    try {
      dynamoDb.deleteTable(r -> r.tableName(table));
    } catch (ResourceInUseException | ResourceNotFoundException e) {
      // Being created or deleted right now; the next pass sees what became of it.
    } catch (DynamoDbException e) {
      if (!"ValidationException".equals(e.awsErrorDetails().errorCode())) {
        throw e;
      }
      // Protected against deletion by the learner.
      dynamoDb.updateTable(r -> r.tableName(table).deletionProtectionEnabled(false));
    }
  }
}
