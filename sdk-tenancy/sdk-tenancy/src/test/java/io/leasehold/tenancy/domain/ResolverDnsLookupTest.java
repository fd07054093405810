package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.domain.DnsAnswer.Cause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("mistake-21")
class ResolverDnsLookupTest {

  private static final String NAME = "_leasehold-challenge.shop.acme.com";

  private LoopbackDns dns;

  @BeforeEach
  void open() throws IOException {
    dns = new LoopbackDns();
  }

  @AfterEach
  void close() throws IOException {
    dns.close();
  }

  @Test
  void allTextsAtTheNameAreFound() {
    dns.txt(NAME, "one", "two");
    assertThat(ask()).isEqualTo(new DnsAnswer.Found(List.of("one", "two")));
  }

  @Test
  void aTextOfSeveralStringsIsOneText() {
    dns.txt(NAME, "one| and |two");
    assertThat(ask()).isEqualTo(new DnsAnswer.Found(List.of("one and two")));
  }

  @Test
  void aNameThatDoesNotExistIsNotAnOutage() {
    assertThat(ask()).isEqualTo(new DnsAnswer.NoSuchName());
  }

  @Test
  void aNameWithoutSuchARecordIsToldFromOneThatDoesNotExist() {
    dns.txt(NAME);
    assertThat(ask()).isEqualTo(new DnsAnswer.NoRecord());
  }

  @Test
  void textsAtTheTargetOfAnAliasAreNotTextsOfTheName() {
    dns.alias(NAME, "taken.over.example.net", "somebody else's text");
    assertThat(ask()).isEqualTo(new DnsAnswer.Alias("taken.over.example.net"));
  }

  @Test
  void recordsOfOtherNamesAndTypesInTheAnswerAreLookedPast() {
    byte[] foreign = LoopbackDns.record(16, LoopbackDns.text("foreign"));
    foreign[1] = 0x10; // its owner is the second label of the question on, not the name
    foreign[1] = (byte) (12 + 1 + "_leasehold-challenge".length());
    byte[] address = LoopbackDns.record(1, new byte[] {127, 0, 0, 1});
    dns.on(NAME, q -> List.of(LoopbackDns.answer(q, 0x8180, List.of(foreign, address))));
    assertThat(ask()).isEqualTo(new DnsAnswer.NoRecord());
  }

  static Stream<Arguments> codes() {
    return Stream.of(
        Arguments.of(1, Cause.UNUSABLE),
        Arguments.of(2, Cause.SERVER_FAILURE),
        Arguments.of(4, Cause.UNUSABLE),
        Arguments.of(5, Cause.REFUSED),
        Arguments.of(9, Cause.UNUSABLE));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aServerThatFailsSaysNothingAboutTheName(int code, Cause cause) {
    dns.code(NAME, code);
    assertThat(ask()).isEqualTo(new DnsAnswer.Unavailable(cause));
  }

  @Test
  void silenceIsATimeoutAfterTwoAttempts() {
    dns.silent(NAME);
    assertThat(dns.impatientLookup().txt(NAME)).isEqualTo(new DnsAnswer.Unavailable(Cause.TIMEOUT));
    assertThat(dns.asked).hasValue(2);
  }

  @Test
  void aServerThatIsNotThereIsATimeoutToo() throws IOException {
    ResolverDnsLookup lookup = dns.impatientLookup();
    dns.close();
    assertThat(lookup.txt(NAME)).isEqualTo(new DnsAnswer.Unavailable(Cause.TIMEOUT));
  }

  @Test
  void theNextResolverIsAskedWhenOneFails() throws IOException {
    try (LoopbackDns second = new LoopbackDns()) {
      dns.code(NAME, 2);
      second.txt(NAME, "proof");
      var both =
          new ResolverDnsLookup(Duration.ofSeconds(5), List.of(dns.address(), second.address()));
      assertThat(both.txt(NAME)).isEqualTo(new DnsAnswer.Found(List.of("proof")));
    }
  }

  @Test
  void aResolverThatKnowsIsNotOverruledByTheNext() throws IOException {
    try (LoopbackDns second = new LoopbackDns()) {
      second.txt(NAME, "proof");
      var both =
          new ResolverDnsLookup(Duration.ofSeconds(5), List.of(dns.address(), second.address()));
      assertThat(both.txt(NAME)).isEqualTo(new DnsAnswer.NoSuchName());
      assertThat(second.asked).hasValue(0);
    }
  }

  @Test
  void aLongAnswerIsFetchedByTcp() {
    String text = "x".repeat(200);
    dns.on(NAME, q -> List.of(LoopbackDns.answer(q, 0x8380, List.of())));
    dns.onTcp(
        NAME,
        q -> List.of(LoopbackDns.answer(q, 0x8180, LoopbackDns.txts(text, text + "y", text))));
    assertThat(ask()).isEqualTo(new DnsAnswer.Found(List.of(text, text + "y", text)));
    assertThat(dns.askedByTcp).hasValue(1);
  }

  @Test
  void halfAnAnswerIsNone() throws IOException {
    // The trap of JNDI's client: without TCP it hands out what is left of the truncated answer.
    dns.closeTcp();
    dns.on(NAME, q -> List.of(LoopbackDns.answer(q, 0x8380, LoopbackDns.txts("another text"))));
    assertThat(ask()).isEqualTo(new DnsAnswer.Unavailable(Cause.UNUSABLE));
  }

  @Test
  void repliesToOtherQuestionsAreNotLookedAt() {
    dns.on(
        NAME,
        q -> {
          byte[] forged = LoopbackDns.answer(q, 0x8180, LoopbackDns.txts("forged"));
          byte[] otherId = forged.clone();
          otherId[0]++;
          byte[] otherName = forged.clone();
          otherName[13] = 'x';
          byte[] aQuestion = forged.clone();
          aQuestion[2] = 1;
          byte[] real = LoopbackDns.answer(q, 0x8180, LoopbackDns.txts("real"));
          return List.of(otherId, otherName, aQuestion, real);
        });
    assertThat(ask()).isEqualTo(new DnsAnswer.Found(List.of("real")));
  }

  @Test
  void aReferralIsNotAnAnswer() {
    // Neither the owner of the zone nor willing to ask it: AA and RA are both off.
    dns.on(NAME, q -> List.of(LoopbackDns.answer(q, 0x8100, List.of())));
    assertThat(ask()).isEqualTo(new DnsAnswer.Unavailable(Cause.UNUSABLE));
  }

  static Stream<byte[]> malformedRecords() {
    byte[] loop = LoopbackDns.record(16, LoopbackDns.text("x"));
    int itself = 12 + NAME.length() + 2 + 4;
    loop[1] = (byte) itself;
    byte[] tooLong = LoopbackDns.record(16, LoopbackDns.text("x"));
    tooLong[11] = 99;
    byte[] noLabel = LoopbackDns.record(16, LoopbackDns.text("x"));
    noLabel[0] = (byte) 0x80;
    return Stream.of(
        loop, tooLong, noLabel, Arrays.copyOf(LoopbackDns.record(16, LoopbackDns.text("x")), 5));
  }

  @ParameterizedTest
  @MethodSource("malformedRecords")
  void aMalformedAnswerIsAnOutageAndNotAnAbsence(byte[] record) {
    dns.on(NAME, q -> List.of(LoopbackDns.answer(q, 0x8180, List.of(record))));
    assertThat(ask()).isEqualTo(new DnsAnswer.Unavailable(Cause.UNUSABLE));
  }

  @Test
  void aLookupWithoutResolversIsRefused() {
    assertThatThrownBy(() -> ResolverDnsLookup.of(new InetSocketAddress[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private DnsAnswer ask() {
    return dns.lookup().txt(NAME);
  }
}
