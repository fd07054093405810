package io.leasehold.labs.cloud;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.tenancy.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Texts of the tenant in scope, kept under its prefix of the shared bucket. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantContent {

  @Inject private TenantCloud cloud;
  @Inject private LabsSettings settings;

  /** The text under the key, if it is there. */
  public Optional<String> read(String key) {
    try {
      return Optional.of(
          cloud
              .content()
              .getObjectAsBytes(request -> request.bucket(settings.contentBucket()).key(full(key)))
              .asUtf8String());
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    }
  }

  /** Keeps the text under the key. */
  public void write(String key, String text) {
    cloud
        .content()
        .putObject(
            request ->
                request
                    .bucket(settings.contentBucket())
                    .key(full(key))
                    .contentType("text/markdown; charset=utf-8"),
            RequestBody.fromString(text));
  }

  private String full(String key) {
    return cloud.contentScope().prefix(TenantContext.require().id()) + key;
  }
}
