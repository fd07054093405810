package io.leasehold.isolation.hibernate.encryption;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** A tenants' entity with an encrypted attribute. */
@Entity
@Table(name = "patient", schema = "labs")
class Patient {

  @Id long id;

  @TenantId String tenant_id;

  @Convert(converter = Diagnosis.class)
  String diagnosis;

  @Column(name = "diagnosis_key")
  byte[] diagnosisKey;

  protected Patient() {}

  Patient(long id, String diagnosis) {
    this.id = id;
    this.diagnosis = diagnosis;
  }

  /** As an application without injection does it. */
  @Converter
  static class Diagnosis extends EncryptedText {

    static final EncryptedField FIELD = EncryptedField.of("labs.patient.diagnosis");
    static volatile TenantCipher cipher;

    Diagnosis() {
      super(cipher, FIELD.name());
    }
  }
}
