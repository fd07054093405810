package io.leasehold.localaws.internal.dynamodb;

import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the tables are, and who may do what to which of their items. Thread-safe. */
final class DynamoAccess {

  private final Authorizer authorizer;
  private final Map<String, TableStore> stores = new ConcurrentHashMap<>();

  DynamoAccess(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** The tables that the caller speaks of: those of its account in the Region it signed for. */
  TableStore store(Authenticated call) {
    String accountId = call.principal().accountId();
    return stores.computeIfAbsent(
        accountId + "/" + call.region(), key -> new TableStore(accountId, call.region()));
  }

  /** Requires permission for something that is about no items in particular. */
  void require(Authenticated call, String operation, String arn) {
    authorizer.require(call, "dynamodb:" + operation, arn, Map.of());
  }

  /**
   * Requires permission for items.
   *
   * @param leadingKeys the partition keys of all of them, for {@code dynamodb:LeadingKeys}
   * @param enclosing the transaction around them, if there is one
   */
  void require(
      Authenticated call,
      String operation,
      String arn,
      List<String> leadingKeys,
      Optional<String> enclosing) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("dynamodb:LeadingKeys", List.copyOf(new LinkedHashSet<>(leadingKeys)));
    enclosing.ifPresent(name -> context.put("dynamodb:EnclosingOperation", List.of(name)));
    authorizer.require(call, "dynamodb:" + operation, arn, context);
  }

  /** The table; a caller who may not touch it does not learn whether it exists. */
  Table table(Authenticated call, String operation, String nameOrArn) {
    TableStore store = store(call);
    String name = store.name(nameOrArn);
    Optional<Table> table = store.find(name);
    if (table.isEmpty()) {
      require(call, operation, store.arn(name));
      throw DynamoErrors.noSuchTable(name);
    }
    return table.get();
  }
}
