package io.leasehold.isolation.testkit.data;

import java.util.Locale;

/** Names of Java, and what they are called in a database. */
final class Words {

  private Words() {}

  /** {@code projectId} as {@code project_id}. */
  static String column(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('-', '_').toLowerCase(Locale.ROOT);
  }

  /** Whether they are one word but for the writing and the plural. */
  static boolean alike(String one, String other) {
    return stem(one).equals(stem(other));
  }

  private static String stem(String name) {
    String word = name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("sses") || word.endsWith("xes")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
  }

  /** {@code ids} as {@code id}, {@code projectIds} as {@code projectId}. */
  static String one(String name) {
    return name.length() > 1 && name.endsWith("s") && !name.endsWith("ss")
        ? name.substring(0, name.length() - 1)
        : name;
  }

  /** {@code LabRunRepository} as {@code LabRun}. */
  static String subject(String type) {
    return type.replaceFirst("_?(Repository|Repo|Dao|DAO|Store|Resource|Service|Endpoint|_)$", "");
  }
}
