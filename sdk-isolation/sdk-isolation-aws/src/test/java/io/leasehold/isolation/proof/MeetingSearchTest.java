package io.leasehold.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MeetingSearchTest {

  private static final String[] WITH_HOLE = {"a", "b", "-", "/", "?", "*", "{T}", "{T}"};
  private static final List<String> IDS = shortIds();

  @ParameterizedTest
  @CsvSource({
    "{T}/*, {T}/*, false",
    "{T}-*, {T}-*, true",
    "{T}*, {T}/*, true",
    "app_{T}, app_{T}, false",
    "app-{T}, app-{T}, false",
    "{T}-app, {T}-app, false",
    "*-{T}, x-{T}, true",
    "*/{T}, x/{T}, false",
    "x{T}, xa{T}, true",
    "{T}/{T}, {T}/{T}, false",
    "{T}#*, {T}#*, false",
    "???, {T}, true",
    "{T}, *, true",
    "fixed, {T}, true",
    "FIXED, {T}, false",
    "{T}.example.com, {T}.example.com, false",
    "{T}a, {T}, true",
    "{T}/a?, a?/{T}, true",
    "a, {T}, true",
    "z, {T}, true",
    "0, {T}, true",
    "9, {T}, true",
    "`, {T}, false",
    "{, {T}, false",
    "/, {T}, false",
    ":, {T}, false",
    "A, {T}, false",
    "-, {T}, false",
    "-a, {T}, false",
    "a-, {T}, false",
    "a--9, {T}, true",
    "a-, {T}-, true",
    "ab, a, false",
    "a, ab, false",
    "ab, ab, true",
    "a?, ab, true",
    "a?, a, false",
    "?, *, true",
    "?_, {T}_, true",
    "{T}{T}, ab, true",
  })
  void knownPairsOfPatternsAreDecided(String policy, String touched, boolean meet) {
    List<Meeting> meetings =
        new MeetingSearch(TenantPattern.glob(policy), TenantPattern.glob(touched), -1).meetings();
    assertThat(!meetings.isEmpty()).isEqualTo(meet);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTwoShortTenantsCanMeetInIsFound(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      String policy = pattern(random);
      String touched = pattern(random);
      boolean meet =
          IDS.stream()
              .anyMatch(
                  one ->
                      IDS.stream()
                          .anyMatch(
                              other ->
                                  !one.equals(other)
                                      && overlap(
                                          policy.replace("{T}", one),
                                          touched.replace("{T}", other))));
      List<Meeting> meetings =
          new MeetingSearch(TenantPattern.glob(policy), TenantPattern.glob(touched), -1).meetings();
      if (meet) {
        assertThat(meetings).as(policy + " and " + touched).isNotEmpty();
      }
      meetings.forEach(meeting -> assertIsReal(meeting, policy, touched));
    }
  }

  @Test
  void everyBeginningOfAPrefixTouchesTheData() {
    MeetingSearch search =
        new MeetingSearch(TenantPattern.plain("ten"), TenantPattern.glob("tenants/{T}/*"), 0);
    assertThat(search.meetings()).extracting(Meeting::text).contains("ten");
  }

  @ParameterizedTest
  @CsvSource({"a0, {T}", "{T}, b0", "{T}, a0", "b0, {T}", "*, {T}", "{T}, *"})
  void whomTheTextDoesNotNameIsSomebodyElse(String policy, String touched) {
    for (Meeting meeting :
        new MeetingSearch(TenantPattern.glob(policy), TenantPattern.glob(touched), -1).meetings()) {
      assertThat(meeting.attacker()).isNotEqualTo(meeting.victim());
      assertThat(TenantId.isValid(meeting.attacker())).isTrue();
      assertThat(TenantId.isValid(meeting.victim())).isTrue();
      assertThat(meeting.touching()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"{T}?, ?{T}", "?{T}, {T}?", "{T}??, a?{T}", "{T}?, 0{T}", "a{T}, {T}?", "0{T}, {T}?"})
  void twoTenantsOfOneLengthAreToldApart(String policy, String touched) {
    assertThat(
            new MeetingSearch(TenantPattern.glob(policy), TenantPattern.glob(touched), -1)
                .meetings())
        .anyMatch(meeting -> !meeting.attacker().equals(meeting.victim()));
  }

  @Test
  void aVictimOfWhichThePrefixShowsTheBeginningHasAName() {
    List<Meeting> meetings =
        new MeetingSearch(TenantPattern.plain("a-"), TenantPattern.glob("{T}/*"), 0).meetings();
    assertThat(meetings).extracting(Meeting::victim).containsOnly("a-0");
  }

  @Test
  void beginningsCountFromWhereTheyAreToldToOnly() {
    TenantPattern touched = TenantPattern.plain("bucket").then(TenantPattern.glob("{T}/*"));
    assertThat(meetings("bucket", "", touched, 7)).isNotEmpty();
    assertThat(meetings("bucket", "acme", touched, 7)).isNotEmpty();
    assertThat(meetings("bucket", "acme/", touched, 7)).isNotEmpty();
    assertThat(meetings("bucket", "acme/x", touched, 7)).isNotEmpty();
    assertThat(meetings("buck", "acme/x", touched, 7)).isEmpty();
    assertThat(meetings("bucket", "ACME", touched, 7)).isEmpty();
    assertThat(meetings("bucket", "acme", touched, -1)).isEmpty();
  }

  private static List<Meeting> meetings(
      String one, String other, TenantPattern touched, int prefixFrom) {
    TenantPattern policy = TenantPattern.plain(one).then(TenantPattern.plain(other));
    return new MeetingSearch(policy, touched, prefixFrom).meetings();
  }

  @Test
  void beginningsOfANameWithTwoIdsAreThoseOfOneTenant() {
    TenantPattern touched = TenantPattern.glob("x{T}").then(TenantPattern.glob("{T}/{T}/*"));
    TenantPattern policy = TenantPattern.plain("xab").then(TenantPattern.plain("ab/a"));
    assertThat(new MeetingSearch(policy, touched, 3).meetings())
        .isNotEmpty()
        .allMatch(Meeting::touching);
    TenantPattern others = TenantPattern.plain("xab").then(TenantPattern.plain("ab/b"));
    assertThat(new MeetingSearch(others, touched, 3).meetings())
        .isNotEmpty()
        .noneMatch(Meeting::touching);
  }

  @Test
  void aFewMeetingsAreEnough() {
    assertThat(
            new MeetingSearch(TenantPattern.glob("*?*{T}*"), TenantPattern.glob("*{T}*?*_*"), -1)
                .meetings())
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(64);
  }

  private static void assertIsReal(Meeting meeting, String policy, String touched) {
    assertThat(TenantId.isValid(meeting.attacker()) && TenantId.isValid(meeting.victim())).isTrue();
    // A tenant may meet itself only where the search cannot tell the two apart; that proves
    // nothing.
    if (policy.startsWith("{T}") && touched.startsWith("{T}")) {
      assertThat(meeting.attacker()).isNotEqualTo(meeting.victim());
    }
    if (holes(policy) < 2 && holes(touched) < 2) {
      assertThat(overlap(policy.replace("{T}", meeting.attacker()), literal(meeting.text())))
          .as(meeting + " fits " + policy)
          .isTrue();
      assertThat(overlap(touched.replace("{T}", meeting.victim()), literal(meeting.text())))
          .as(meeting + " fits " + touched)
          .isTrue();
    }
  }

  private static String literal(String text) {
    assertThat(text).doesNotContain("*", "?");
    return text;
  }

  private static int holes(String pattern) {
    return (pattern.length() - pattern.replace("{T}", "").length()) / 3;
  }

  /** Whether some text fits both globs. */
  private static boolean overlap(String one, String other) {
    if (one.isEmpty() && other.isEmpty()) {
      return true;
    }
    if (one.startsWith("*") && overlap(one.substring(1), other)) {
      return true;
    }
    if (other.startsWith("*") && overlap(one, other.substring(1))) {
      return true;
    }
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    char a = one.charAt(0);
    char b = other.charAt(0);
    if (a == '*' && b == '*') {
      return false; // Either star ends first, and both were tried.
    }
    boolean same = a == b || a == '?' || b == '?' || a == '*' || b == '*';
    return same
        && overlap(a == '*' ? one : one.substring(1), b == '*' ? other : other.substring(1));
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder();
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      pattern.append(WITH_HOLE[random.nextInt(WITH_HOLE.length)]);
    }
    return pattern.toString();
  }

  private static List<String> shortIds() {
    List<String> ids = new ArrayList<>();
    char[] letters = {'a', 'b', '-'};
    for (int n = 1; n <= 4; n++) {
      for (int code = 0; code < Math.pow(3, n); code++) {
        StringBuilder id = new StringBuilder();
        for (int rest = code, i = 0; i < n; i++, rest /= 3) {
          id.append(letters[rest % 3]);
        }
        if (TenantId.isValid(id.toString())) {
          ids.add(id.toString());
        }
      }
    }
    return ids;
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }
}
