package io.leasehold.tenancy.domain;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * International names that pass for others. In the spirit of the "highly restrictive" level of
 * Unicode UTS 39 and of what browsers do before they show such a name; far smaller than the table
 * of UTS 39, so that it can be read.
 */
final class Lookalikes {

  // Letters of other scripts that look like the Latin letter at the same place below.
  private static final String ALIEN =
      "аеорсухѕіјԛԝһӏԁгпкмтвн" // Cyrillic
          + "ορνυικατχγη" // Greek
          + "օսոցհքզյ"; // Armenian
  private static final String LATIN =
      "aeopcyxsijqwhldrnkmtbh" // Cyrillic
          + "opvuikatxyn" // Greek
          + "ounghqqj"; // Armenian

  // Scripts that are written together; a label may use one of the sets, each with Latin.
  private static final Set<Set<UnicodeScript>> TOGETHER =
      Set.of(
          EnumSet.of(
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA,
              UnicodeScript.LATIN),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO, UnicodeScript.LATIN),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL, UnicodeScript.LATIN));

  // Recommended for identifiers (UAX 31, table 5). Others, such as Cherokee and the Canadian
  // syllabics, have look-alikes of Latin capitals for whole words.
  private static final Set<UnicodeScript> EVERYDAY =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HEBREW,
          UnicodeScript.ARABIC,
          UnicodeScript.THAANA,
          UnicodeScript.ETHIOPIC,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.GUJARATI,
          UnicodeScript.ORIYA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.KANNADA,
          UnicodeScript.MALAYALAM,
          UnicodeScript.SINHALA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.HAN,
          UnicodeScript.HANGUL,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO);

  private Lookalikes() {}

  /** Whether the name is what it seems to be. */
  static boolean isHonest(String typed, String canonical) {
    return isWhatWasTyped(typed, canonical) && labelsAreHonest(canonical);
  }

  // Conversion quietly turns "ß" into "ss" and drops joiners: then it is another name by now.
  private static boolean isWhatWasTyped(String typed, String canonical) {
    if (typed.chars().allMatch(c -> c < 128)) {
      return true;
    }
    String plain =
        Normalizer.normalize(typed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
            .replaceFirst("\\.$", "");
    return IDN.toUnicode(canonical).equals(plain);
  }

  private static boolean labelsAreHonest(String canonical) {
    for (String label : canonical.split("\\.", -1)) {
      if (label.startsWith("xn--")) {
        String unicode = IDN.toUnicode(label);
        // A label that does not decode cannot be judged.
        if (unicode.equals(label) || !isOneWriting(unicode) || isAllAlien(unicode)) {
          return false;
        }
      } else if (label.length() > 3 && label.startsWith("--", 2)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOneWriting(String label) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    for (int c : label.codePoints().toArray()) {
      UnicodeScript script = UnicodeScript.of(c);
      if (script == UnicodeScript.LATIN && !isEverydayLatin(c)) {
        return false;
      }
      if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        scripts.add(script);
      } else if (c >= 128 && !isEverydayMark(c)) {
        return false;
      }
    }
    if (!EVERYDAY.containsAll(scripts)) {
      return false;
    }
    return scripts.size() <= 1 || TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
  }

  // Not the phonetic alphabet, whose letters copy others, nor the dotless i and the long s.
  private static boolean isEverydayLatin(int c) {
    return (c <= 0x17E && c != 0x131 && c != 0x138 && c != 0x149)
        || (c >= 0x1CD && c <= 0x1DC)
        || (c >= 0x218 && c <= 0x21B)
        || (c >= 0x1E00 && c <= 0x1EF9);
  }

  // The middle dot of Catalan and of Japanese, the long-vowel mark and the iteration mark.
  private static boolean isEverydayMark(int c) {
    return c == 0xB7 || c == 0x30FB || c == 0x30FC || c == 0x3005;
  }

  private static boolean isAllAlien(String label) {
    return label.codePoints().anyMatch(c -> c >= 128)
        && label
            .codePoints()
            .allMatch(c -> c < 128 ? !Character.isLetter(c) : ALIEN.indexOf(c) >= 0);
  }

  /** What a hurried reader sees. */
  static String skeleton(String label) {
    String unicode =
        Normalizer.normalize(IDN.toUnicode(label), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    StringBuilder seen = new StringBuilder();
    unicode
        .codePoints()
        .map(c -> ALIEN.indexOf(c) >= 0 ? LATIN.charAt(ALIEN.indexOf(c)) : c)
        .map(c -> c == '0' ? 'o' : c == '1' || c == 'i' || c == '|' ? 'l' : c)
        .forEach(seen::appendCodePoint);
    return seen.toString().replace("rn", "m").replace("vv", "w").replace("-", "");
  }
}
