package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * Data keys wrapped by AWS KMS. Each call has the encryption context {@code tenant=<id>}, without
 * which KMS opens nothing, and which policies and CloudTrail see: a role that {@code
 * KmsContextScope} of sdk-isolation-aws limits to a tenant opens only that tenant's keys.
 *
 * <p>Needs {@code software.amazon.awssdk:kms}. The client should have a time limit for a call of a
 * few seconds. Thread-safe.
 */
public final class KmsMasterKeys implements MasterKeys {

  /** The name of the pair in the encryption context. */
  public static final String CONTEXT = "tenant";

  // The least that KMS allows.
  private static final int DAYS_UNTIL_DELETION = 7;

  private static final Set<String> REFUSALS =
      Set.of(
          "AccessDeniedException",
          "DisabledException",
          "InvalidKeyUsageException",
          "UnrecognizedClientException",
          "ValidationException");

  private final KmsClient kms;
  private final Function<TenantId, String> keyOf;
  private final Set<String> formerKeys;
  private final boolean own;

  private KmsMasterKeys(
      KmsClient kms, Function<TenantId, String> keyOf, Set<String> formerKeys, boolean own) {
    this.kms = Objects.requireNonNull(kms, "kms");
    this.keyOf = Objects.requireNonNull(keyOf, "keyOf");
    this.formerKeys = formerKeys;
    this.own = own;
  }

  /**
   * One KMS key for all tenants, which the encryption context tells apart. It is never deleted, so
   * whoever may use it opens a tenant's data keys from backups of them, after shredding too.
   *
   * @param keyId the id, ARN or alias of the key
   */
  public static KmsMasterKeys shared(KmsClient kms, String keyId) {
    Objects.requireNonNull(keyId, "keyId");
    return new KmsMasterKeys(kms, tenant -> keyId, Set.of(), false);
  }

  /**
   * A KMS key for each tenant. Shredding switches it off and has KMS delete it after seven days,
   * the least that KMS allows; until then somebody with the right to may cancel that.
   *
   * @param keyOf the id or ARN of the tenant's key; KMS deletes no key by its alias
   */
  public static KmsMasterKeys perTenant(KmsClient kms, Function<TenantId, String> keyOf) {
    return new KmsMasterKeys(kms, keyOf, Set.of(), true);
  }

  /**
   * The same, which also opens what these keys wrapped: those in use before. A key that neither
   * names is not asked, whatever is stored, so that nobody slips in a data key of his own.
   *
   * @param keyArns the ARNs, as they are stored beside the data keys
   */
  public KmsMasterKeys formerly(String... keyArns) {
    return new KmsMasterKeys(kms, keyOf, Set.of(keyArns), own);
  }

  @Override
  public NewDataKey generate(TenantId tenant, KeyPurpose purpose) {
    GenerateDataKeyResponse made =
        asking(
            tenant,
            () ->
                kms.generateDataKey(
                    request ->
                        request
                            .keyId(keyOf.apply(tenant))
                            .keySpec(DataKeySpec.AES_256)
                            .encryptionContext(context(tenant))));
    return new NewDataKey(
        taken(made.plaintext()), new WrappedKey(made.keyId(), made.ciphertextBlob().asByteArray()));
  }

  @Override
  public byte[] open(TenantId tenant, KeyPurpose purpose, WrappedKey key) {
    String keyId = formerKeys.contains(key.masterKey()) ? key.masterKey() : keyOf.apply(tenant);
    DecryptResponse opened =
        asking(
            tenant,
            () ->
                kms.decrypt(
                    request ->
                        request
                            .keyId(keyId)
                            .ciphertextBlob(SdkBytes.fromByteArray(key.bytes()))
                            .encryptionContext(context(tenant))));
    return taken(opened.plaintext());
  }

  @Override
  public boolean destroy(TenantId tenant) {
    if (!own) {
      return false;
    }
    String keyId = keyOf.apply(tenant);
    try {
      // A key that waits for its deletion is good for nothing from now on.
      asking(
          tenant,
          () ->
              kms.scheduleKeyDeletion(
                  request -> request.keyId(keyId).pendingWindowInDays(DAYS_UNTIL_DELETION)));
    } catch (TenantKeyDestroyedException done) {
      return true;
    } catch (TenantKeyRefusedException refused) {
      if (refused.getCause() instanceof NotFoundException) {
        return true;
      }
      throw refused;
    }
    return true;
  }

  private static Map<String, String> context(TenantId tenant) {
    return Map.of(CONTEXT, tenant.value());
  }

  private static byte[] taken(SdkBytes plain) {
    byte[] shared = plain.asByteArrayUnsafe();
    byte[] mine = shared.clone();
    Arrays.fill(shared, (byte) 0);
    return mine;
  }

  private static <T> T asking(TenantId tenant, Supplier<T> call) {
    try {
      return call.get();
    } catch (KmsInvalidStateException e) {
      throw String.valueOf(e.getMessage()).contains("pending deletion")
          ? new TenantKeyDestroyedException(tenant, e)
          : new TenantKeysUnavailableException(e);
    } catch (InvalidCiphertextException | IncorrectKeyException | NotFoundException e) {
      throw new TenantKeyRefusedException(tenant, e);
    } catch (KmsException e) {
      throw isRefusal(e)
          ? new TenantKeyRefusedException(tenant, e)
          : new TenantKeysUnavailableException(e);
    } catch (SdkException e) {
      throw new TenantKeysUnavailableException(e);
    }
  }

  private static boolean isRefusal(KmsException e) {
    return e.awsErrorDetails() != null && REFUSALS.contains(e.awsErrorDetails().errorCode());
  }
}
