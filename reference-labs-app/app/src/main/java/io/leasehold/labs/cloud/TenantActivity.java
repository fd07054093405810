package io.leasehold.labs.cloud;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.tenancy.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What happened in the tenant in scope, in its partition of the shared table. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantActivity {

  @Inject private TenantCloud cloud;
  @Inject private LabsSettings settings;

  /**
   * Records that something happened to a lab run. Recording the same event of a run again changes
   * nothing but its time.
   */
  public void record(UUID labRun, String event, Instant at) {
    cloud
        .activity()
        .putItem(
            request ->
                request
                    .tableName(settings.activityTable())
                    .item(
                        Map.of(
                            "tenant_id", AttributeValue.fromS(TenantContext.require().id().value()),
                            "event", AttributeValue.fromS(labRun + "#" + event),
                            "at", AttributeValue.fromS(at.toString()))));
  }
}
