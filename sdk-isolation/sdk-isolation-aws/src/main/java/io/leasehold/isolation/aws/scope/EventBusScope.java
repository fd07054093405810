package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The events that a tenant puts on a shared EventBridge bus, told apart by their source. A request
 * carries up to ten events and the key all their sources, so each of them is compared. The detail
 * of an event is nothing that a policy sees; nor may the tenant change rules or targets.
 *
 * @param bus the name of the bus
 * @param before what comes before the tenant id in the source, such as {@code app.}
 */
public record EventBusScope(String bus, String before) implements TenantResourceScope {

  private static final Pattern BUS = Pattern.compile("[A-Za-z0-9_./-]{1,200}");
  private static final Pattern BEFORE = Pattern.compile("[A-Za-z0-9_.-]{0,60}");
  private static final List<String> ACTIONS = List.of("events:PutEvents");
  private static final String SOURCE = "events:source";

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public EventBusScope {
    Names.require(BUS, bus, "a bus name is of A-Za-z0-9_./-");
    Names.require(BEFORE, before, "what comes before the id is of A-Za-z0-9_.-");
  }

  /** Events of sources such as {@code app.acme} on that bus. */
  public static EventBusScope of(String bus, String before) {
    return new EventBusScope(bus, before);
  }

  @Override
  public String label() {
    return "bus " + bus;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(
            ACTIONS,
            List.of(arn(place)),
            Map.of(
                "ForAllValues:StringEquals", Map.of(SOURCE, before + TENANT),
                "Null", Map.of(SOURCE, "false"))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "events",
        List.of(
            new ForeignRequest(
                ACTIONS, arn(place), Map.of(SOURCE, KeyShape.amongSeveral(before + TENANT))),
            new ForeignRequest(ACTIONS, arn(place), Map.of(SOURCE, KeyShape.absent()))),
        new ForeignRequest(
            // A rule has an ARN of its own, and its target gets what it takes from the bus.
            List.of("events:PutPermission", "events:DeleteEventBus", "events:PutTargets"),
            place.arn("events", "*"),
            Map.of()));
  }

  private String arn(AwsPlace place) {
    return place.arn("events", "event-bus/" + bus);
  }
}
