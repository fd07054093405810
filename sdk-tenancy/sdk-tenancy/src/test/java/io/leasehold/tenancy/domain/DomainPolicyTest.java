package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.domain.DomainPolicy.Verdict;
import java.net.IDN;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-21")
class DomainPolicyTest {

  private final DomainPolicy policy = DomainPolicy.of("labs.leasehold.io", "leasehold-demo.com");

  @ParameterizedTest
  @CsvSource({
    "shop.acme.com, shop.acme.com",
    "' Shop.ACME.com. ', shop.acme.com",
    "acme.co.uk, acme.co.uk",
    "acme.github.io, acme.github.io",
    "a.b.c.d.acme.com, a.b.c.d.acme.com",
    "münchen.de, xn--mnchen-3ya.de",
    "żółw.pl, xn--w-uga1v8h.pl",
    "日本語.jp, xn--wgv71a119e.jp",
    "ラーメン屋.jp, xn--4dkp5a8a7137b.jp",
    "пример.com, xn--e1afmkfd.com",
    "яндекс.com, xn--d1acpjx3f.com",
    "leasehold.com, leasehold.com",
    "1and1.com, 1and1.com"
  })
  void aNameOfOnesOwnIsAcceptedInItsCanonicalForm(String typed, String canonical) {
    assertThat(policy.judge(typed)).isEqualTo(new Verdict.Acceptable(TenantDomain.of(canonical)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', MALFORMED",
        "https://shop.acme.com, MALFORMED",
        "shop.acme.com:8443, MALFORMED",
        "shop.acme.com/path, MALFORMED",
        "shop acme.com, MALFORMED",
        "user@acme.com, MALFORMED",
        "_dmarc.acme.com, MALFORMED",
        "-a.acme.com, MALFORMED",
        "acme..com, MALFORMED",
        "xn--acme-.com, MALFORMED",
        "*.acme.com, WILDCARD",
        "*, WILDCARD",
        "shop.*.com, MALFORMED",
        "203.0.113.7, IP_ADDRESS",
        "1.2, IP_ADDRESS",
        "2001:db8::1, IP_ADDRESS",
        "[2001:db8::1], IP_ADDRESS",
        "a.203, NOT_PUBLIC",
        "localhost, NOT_PUBLIC",
        "acme, NOT_PUBLIC",
        "shop.acme.test, NOT_PUBLIC",
        "db.internal, NOT_PUBLIC",
        "shop.acme.local, NOT_PUBLIC",
        "7.113.0.203.in-addr.arpa, NOT_PUBLIC",
        "co.uk, PUBLIC_SUFFIX",
        "github.io, PUBLIC_SUFFIX",
        "cloudfront.net, PUBLIC_SUFFIX",
        "s3.amazonaws.com, PUBLIC_SUFFIX",
        "labs.leasehold.io, PLATFORM",
        "acme.labs.leasehold.io, PLATFORM",
        "a.b.labs.leasehold.io, PLATFORM",
        "leasehold.io, PLATFORM",
        "LABS.Leasehold.IO., PLATFORM",
        "leasehold-demo.com, PLATFORM"
      })
  void whatNobodyMayClaimIsRefusedWithItsReason(String typed, DomainRefusal reason) {
    assertThat(policy.judge(typed)).isEqualTo(new Verdict.Refused(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "соса.com", // nothing but Cyrillic that looks Latin
        "роре.com",
        "pаypal.com", // one Cyrillic letter in a Latin name
        "gοοgle.com", // Greek in Latin
        "ѕсоре.com",
        "leаsehold.com",
        "ɡoogle.com", // a letter of the phonetic alphabet
        "lıve.com", // the dotless i
        "1easehold.io", // one in place of l, of the platform's own name
        "leaseho1d.com",
        "léasehold.net",
        "straße.de", // turns into strasse.de on the way
        "a\u200Dcme.com", // an invisible joiner
        "ａｃｍｅ.com", // full width
        "ᎪᏟᎷᎬ.com", // Cherokee
        "ᗩᑕᗰᗴ.com" // Canadian syllabics
      })
  void aNameThatPassesForAnotherIsRefused(String typed) {
    assertThat(policy.judge(typed)).isEqualTo(new Verdict.Refused(DomainRefusal.LOOKALIKE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"соса.com", "pаypal.com", "ѕсоре.com", "ᎪᏟᎷᎬ.com", "ᗩᑕᗰᗴ.com"})
  void typingTheEncodedFormDoesNotHelp(String disguise) {
    assertThat(policy.judge(IDN.toASCII(disguise)))
        .isEqualTo(new Verdict.Refused(DomainRefusal.LOOKALIKE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xn--80ak6aa92e.com", "xn--zzzzzzzzzzzzzz99999.com", "ab--cd.com"})
  void aLabelThatCannotBeJudgedIsRefused(String typed) {
    assertThat(policy.judge(typed)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aNameForWhichTheProofHasNoRoomIsTooLong() {
    String label = "a".repeat(58);
    String fits = String.join(".", label, label, label, "a".repeat(51), "com");
    assertThat(fits).hasSize(232);
    assertThat(policy.judge(fits)).isInstanceOf(Verdict.Acceptable.class);
    assertThat(policy.judge("a" + fits.substring(0, 58) + fits.substring(58)))
        .isEqualTo(new Verdict.Refused(DomainRefusal.TOO_LONG));
  }

  @Test
  void aPlatformMayTakeOnlyNamesBelowARegistrableDomain() {
    DomainPolicy below = policy.withoutApex();
    assertThat(below.judge("acme.co.uk")).isEqualTo(new Verdict.Refused(DomainRefusal.APEX));
    assertThat(below.judge("www.acme.co.uk")).isInstanceOf(Verdict.Acceptable.class);
  }

  @Test
  void aPolicyThatDoesNotKnowThePlatformIsRefused() {
    assertThatThrownBy(() -> DomainPolicy.of()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DomainPolicy.of("Labs.Example.com"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
