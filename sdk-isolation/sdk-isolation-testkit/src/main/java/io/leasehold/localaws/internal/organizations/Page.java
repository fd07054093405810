package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.util.List;
import java.util.function.Function;

/** Cuts lists into pages of at most twenty, as Organizations does. */
final class Page {

  private static final int MOST = 20;

  private Page() {}

  static <T> ObjectNode of(
      ObjectNode input, String member, List<T> all, Function<T, ? extends JsonNode> toNode) {
    int size = input.path("MaxResults").asInt(MOST);
    if (size < 1 || size > MOST) {
      throw OrgErrors.invalidInput("MAX_VALUE_EXCEEDED", "MaxResults is from 1 to " + MOST);
    }
    int from = start(input.path("NextToken").asText(""), all.size());
    int to = Math.min(all.size(), from + size);
    ObjectNode page = Json.object();
    page.set(member, Json.array(all.subList(from, to), toNode));
    if (to < all.size()) {
      page.put("NextToken", "from-" + to);
    }
    return page;
  }

  private static int start(String token, int size) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      int from = Integer.parseInt(token.startsWith("from-") ? token.substring(5) : "");
      return Math.min(from, size);
    } catch (NumberFormatException e) {
      throw OrgErrors.invalidInput("INVALID_NEXT_TOKEN", "the NextToken is not one of ours");
    }
  }
}
