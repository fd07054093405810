package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Amazon EventBridge: the bus, and the sources of all events that go to it. */
final class EventBridgeReader {

  private static final Pattern NAME = Pattern.compile("[/.A-Za-z0-9_-]{1,256}");
  private static final Pattern BUS = Pattern.compile("event-bus/[/.A-Za-z0-9_-]{1,256}");
  private static final List<String> ON_BUSES = List.of("DeleteEventBus", "DescribeEventBus");
  private static final List<String> ON_RULES =
      List.of("DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "ListTargetsByRule");

  /** What goes to one bus. */
  private record Batch(Set<String> sources, Set<String> kinds) {}

  private EventBridgeReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    operations.put("PutEvents", EventBridgeReader::putEvents);
    for (String name : ON_BUSES) {
      operations.put(
          name,
          (request, input) ->
              List.of(Need.of("events:" + name, bus(request, input.path("Name").asText("")))));
    }
    for (String name : ON_RULES) {
      operations.put(
          name, (request, input) -> List.of(Need.of("events:" + name, rule(request, input))));
    }
    operations.put(
        "PutPermission", (request, input) -> List.of(Need.of("events:PutPermission", "*")));
    return new JsonReader("events", "events", "1.1", "", operations);
  }

  // The key carries the sources of all events of the request that go to the bus.
  private static List<Need> putEvents(SignedRequest request, ObjectNode input) {
    if (input.has("EndpointId")) {
      throw new Unreadable("it goes to a global endpoint, which is not read here");
    }
    Map<String, Batch> buses = new LinkedHashMap<>();
    for (JsonNode entry : input.path("Entries")) {
      Batch batch =
          buses.computeIfAbsent(
              bus(request, entry.path("EventBusName").asText("default")),
              bus -> new Batch(new LinkedHashSet<>(), new LinkedHashSet<>()));
      add(batch.sources(), entry, "Source");
      add(batch.kinds(), entry, "DetailType");
    }
    List<Need> needs = new ArrayList<>();
    buses.forEach(
        (arn, batch) ->
            needs.add(
                Need.of("events:PutEvents", arn)
                    .with("events:source", List.copyOf(batch.sources()))
                    .with("events:detail-type", List.copyOf(batch.kinds()))));
    if (needs.isEmpty()) {
      throw new Unreadable("it has no events");
    }
    return needs;
  }

  private static void add(Set<String> values, JsonNode entry, String member) {
    if (!entry.has(member)) {
      throw new Unreadable("an event has no " + member);
    }
    values.add(entry.path(member).asText());
  }

  private static String bus(SignedRequest request, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? Arns.require(nameOrArn, "events", BUS)
        : request.arn("events", "event-bus/" + Arns.requireName(NAME, nameOrArn, "bus"));
  }

  private static String rule(SignedRequest request, ObjectNode input) {
    String member = input.has("Rule") ? "Rule" : "Name";
    String name = Arns.requireName(NAME, input.path(member).asText(""), "rule");
    String bus = bus(request, input.path("EventBusName").asText("default"));
    String busName = bus.substring(bus.indexOf("event-bus/") + "event-bus/".length());
    String parent = busName.equals("default") ? "rule/" : "rule/" + busName + "/";
    return bus.substring(0, bus.indexOf("event-bus/")) + parent + name;
  }
}
