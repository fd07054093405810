package io.leasehold.isolation.testkit.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.isolation.testkit.data.Answer.Leaf;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A route, called by whoever's scope is open. */
record RouteTarget(Route route, RestCaller caller) implements Target {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return route.name();
  }

  @Override
  public List<Slot> slots() {
    List<Slot> body = route.body() == null ? List.of() : route.body();
    return Stream.of(route.inPath(), route.inQuery(), body).flatMap(List::stream).toList();
  }

  @Override
  public Answer call(List<@Nullable Object> arguments) throws Exception {
    String path = route.path();
    int next = 0;
    for (Slot slot : route.inPath()) {
      path = path.replace("{" + slot.name() + "}", escaped(arguments.get(next++)));
    }
    StringBuilder query = new StringBuilder();
    for (Slot slot : route.inQuery()) {
      query.append(query.isEmpty() ? '?' : '&').append(slot.name()).append('=');
      query.append(escaped(arguments.get(next++)));
    }
    String body = null;
    if (route.body() != null) {
      ObjectNode fields = JSON.createObjectNode();
      for (Slot slot : route.body()) {
        fields.set(slot.name(), json(arguments.get(next++)));
      }
      body = fields.toString();
    }
    Tenant tenant = TenantContext.require();
    RestReply reply = caller.call(new RestCall(tenant, route.method(), path + query, body));
    return answer(reply);
  }

  /** Texts for an answer; what is no success counts as a refusal. */
  private static Answer answer(RestReply reply) {
    List<Leaf> leaves = new ArrayList<>();
    try {
      JsonNode json = JSON.readTree(reply.body());
      collect("body", json, leaves);
    } catch (JsonProcessingException notJson) {
      leaves.add(new Leaf("body", reply.body()));
    }
    boolean success = reply.status() >= 200 && reply.status() < 300;
    Optional<String> failure =
        success
            ? Optional.empty()
            : Optional.of("status " + reply.status() + " " + reply.headers());
    if (success && reply.status() != 200) {
      // Which success it was is compared, but says nothing by itself.
      leaves.add(new Leaf("status " + reply.status(), ""));
    }
    return new Answer(failure, List.copyOf(leaves), List.of());
  }

  private static void collect(String path, @Nullable JsonNode json, List<Leaf> leaves) {
    if (json == null || json.isMissingNode()) {
      return;
    }
    if (json.isObject()) {
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        collect(path + "." + field.getKey(), field.getValue(), leaves);
      }
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(path + "[" + i + "]", json.get(i), leaves);
      }
    } else {
      leaves.add(new Leaf(path, json.asText()));
    }
  }

  private static JsonNode json(@Nullable Object value) {
    boolean plain =
        value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof List<?>;
    return JSON.valueToTree(plain ? value : String.valueOf(value));
  }

  private static String escaped(@Nullable Object value) {
    Object one = value instanceof Iterable<?> all ? all.iterator().next() : value;
    return URLEncoder.encode(String.valueOf(one), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
