package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-05")
class KeyNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void anAddressThatIsNotPublicIsRefused(String literal) throws Exception {
    InetAddress address = InetAddress.getByName(literal);
    GuardedDns dns = new GuardedDns(host -> new InetAddress[] {address}, KeyNetworks.PUBLIC, false);
    assertThatThrownBy(() -> dns.resolve("keys.example"))
        .isInstanceOf(GuardedDns.RefusedAddress.class)
        .hasMessageContaining("allowKeyNetworks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "192.169.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "64:ff9b::101:101",
        "2001:200::1",
        "2600:1f18::1",
        "2a00:1450:4001:801::200e"
      })
  void thePublicInternetIsAdmittedUpToItsEdges(String literal) throws Exception {
    assertThat(KeyNetworks.PUBLIC.admit(InetAddress.getByName(literal))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16,10.1.2.3,true",
    "10.1.0.0/16,10.2.0.1,false",
    "10.1.0.0/16,64:ff9b::a01:203,true",
    "fd12:3456::/32,fd12:3456::1,true",
    "fd12:3456::/32,fd12:3457::1,false",
    "127.0.0.1,127.0.0.1,true",
    "127.0.0.1,127.0.0.2,false",
    "0.0.0.0/0,10.0.0.1,true",
    "0.0.0.0/0,169.254.169.254,false",
    "169.254.0.0/16,169.254.169.254,false",
    "168.63.129.16,168.63.129.16,false",
    "::/0,::1,true",
    "::/0,fe80::1,false",
    "::/0,fd00:ec2::254,false",
    "::/0,ff02::1,false",
    "64:ff9b::/96,64:ff9b::a9fe:a9fe,false"
  })
  void aPrivateNetworkIsAdmittedByNameAndAMachinesOwnServicesNever(
      String allowed, String literal, boolean admitted) throws Exception {
    assertThat(KeyNetworks.PUBLIC.allowing(allowed).admit(InetAddress.getByName(literal)))
        .isEqualTo(admitted);
  }

  @Test
  void onePrivateAddressAmongPublicOnesRefusesTheHost() throws Exception {
    InetAddress[] mixed = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")};
    GuardedDns dns = new GuardedDns(host -> mixed, KeyNetworks.PUBLIC, false);
    assertThatThrownBy(() -> dns.resolve("keys.example"))
        .isInstanceOf(GuardedDns.RefusedAddress.class);
  }

  @Test
  void aHostThatSaysItIsThisMachineIsHeldToItAndNoOtherHostMayBe() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress there = InetAddress.getByName("1.1.1.1");
    GuardedDns honest = new GuardedDns(host -> new InetAddress[] {here}, KeyNetworks.PUBLIC, true);
    GuardedDns lying = new GuardedDns(host -> new InetAddress[] {there}, KeyNetworks.PUBLIC, true);
    assertThatCode(() -> honest.resolve("localhost")).doesNotThrowAnyException();
    assertThatThrownBy(() -> honest.resolve("keys.example"))
        .isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> lying.resolve("localhost")).isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.1/8", "internal", "*", "10.0.0.0/8,11.0.0.0/8"})
  void aNetworkThatIsNoneIsRefusedAtOnce(String block) {
    assertThatThrownBy(() -> KeyNetworks.PUBLIC.allowing(block))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
