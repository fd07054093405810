package io.leasehold.isolation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueDriftTest {

  private static final String OLDER =
      """
      format\t1
      source\ts
      version\t1
      updated\t2026-01-01
      global\tString\taws:PrincipalArn
      service\tshop
      key\tString\tshop:Shelf
      key\tString\tshop:Till
      resource\tthing\tarn:${Partition}:shop:${Region}:${Account}:thing/${Id}
      action\tRead\tLook\tthing!\t~Shelf
      action\tWrite\tBuy\tthing!\t~Till
      """;

  private static CatalogueDrift drift(String newer) {
    return CatalogueDrift.between(CatalogueReader.read(OLDER), CatalogueReader.read(newer));
  }

  @Test
  void theSameCatalogueHasNotDrifted() {
    assertThat(drift(OLDER).changes()).isEmpty();
    assertThat(
            CatalogueDrift.between(ActionCatalogue.bundled(), ActionCatalogue.bundled()).changes())
        .isEmpty();
  }

  @Test
  void whatCameAndWhatWentAndWhatChangedIsNamed() {
    String newer =
        OLDER
            .replace("version\t1", "version\t2")
            .replace("key\tString\tshop:Shelf", "key\tArrayOfString\tshop:Shelf")
            .replace("action\tWrite\tBuy\tthing!\t~Till\n", "action\tWrite\tSteal\n")
            .replace("global", "global\tString\taws:New\nglobal");
    assertThat(drift(newer).changes())
        .containsExactly(
            "+ global key aws:New: String",
            "- shop action shop:Buy: Write on [thing] keys [shop:Till]",
            "+ shop action shop:Steal: Write on [] keys []",
            "~ shop key shop:Shelf: String -> ArrayOfString");
  }

  @Test
  void aKeyThatAnActionNoLongerCarriesIsNamed() {
    assertThat(drift(OLDER.replace("thing!\t~Shelf", "thing!")).changes())
        .containsExactly(
            "~ shop action shop:Look: Read on [thing] keys [shop:Shelf] -> Read on [thing] keys []");
  }

  @Test
  void servicesThatOnlyTheNewerOneHasAreNotCompared() {
    assertThat(drift(OLDER + "service\tzoo\naction\tRead\tFeed\n").changes()).isEmpty();
  }
}
