package io.leasehold.labs.cloud;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.tenancy.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Texts of the tenant in scope, kept under its prefix of the shared bucket. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class TenantContent {

  private static final Logger LOG = System.getLogger(TenantContent.class.getName());

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
    } catch (S3Exception absent) {
      // To those who may not list a bucket S3 says 403 for what is not there.
      if (absent.statusCode() == 404 || absent.statusCode() == 403) {
        LOG.log(Level.DEBUG, "no text is read from the tenant's content", absent);
        return Optional.empty();
      }
      throw absent;
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
