package io.leasehold.localaws.internal.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of one account in one Region. Its monitor guards them and their items. */
final class TableStore {

  private static final int REMEMBERED = 1000;

  private final String arnPrefix;
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, String> tokens =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  TableStore(String accountId, String region) {
    this.arnPrefix = "arn:aws:dynamodb:" + region + ":" + accountId + ":table/";
  }

  Map<String, Table> tables() {
    return tables;
  }

  /** The client tokens of transactions that were carried out, with what they did. */
  Map<String, String> tokens() {
    return tokens;
  }

  String arn(String tableName) {
    return arnPrefix + tableName;
  }

  synchronized Optional<Table> find(String tableName) {
    return Optional.ofNullable(tables.get(tableName));
  }

  /** The table of a name or ARN. */
  Table table(String tableName) {
    Table table = tables.get(tableName);
    if (table == null) {
      throw DynamoErrors.noSuchTable(tableName);
    }
    return table;
  }

  /** The name in a name or in an ARN of this account and Region. */
  String name(String nameOrArn) {
    return nameOrArn.startsWith(arnPrefix) ? nameOrArn.substring(arnPrefix.length()) : nameOrArn;
  }
}
