package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a ciphertext is bound to, as bytes: the additional authenticated data. */
@FunctionalInterface
interface Binding {

  /** Different for whatever differs. */
  byte[] of(TenantId tenant, EncryptedField field, CipherSuite suite, int keyVersion);

  /** To everything: tenant, field, row, suite and version of the key. */
  Binding TO_ALL =
      (tenant, field, suite, keyVersion) -> {
        Texts texts = new Texts("leasehold.encryption");
        texts.add(suite.name());
        texts.add(Integer.toString(keyVersion));
        texts.add(tenant.value());
        texts.add(field.name());
        field.boundTo().forEach(texts::add);
        return texts.bytes();
      };

  /** Texts, each after its length, so that no two lists are the same bytes. */
  final class Texts {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Texts(String what) {
      add(what);
    }

    void add(String text) {
      add(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] part) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      bytes.writeBytes(part);
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
