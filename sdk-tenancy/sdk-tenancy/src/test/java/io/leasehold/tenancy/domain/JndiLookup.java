package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DnsLookup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** The lookup that one would write first, on the JDK's own DNS client: to show what is wrong. */
@SuppressWarnings({"BanJNDI", "JdkObsolete"}) // That it is banned is one more reason.
final class JndiLookup implements DnsLookup {

  private final Hashtable<String, String> environment = new Hashtable<>();

  JndiLookup(InetSocketAddress server) {
    environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
    environment.put("java.naming.provider.url", "dns://127.0.0.1:" + server.getPort());
    environment.put("com.sun.jndi.dns.timeout.initial", "300");
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
  }

  @Override
  public DnsAnswer txt(String name) {
    try {
      Attribute attribute =
          new InitialDirContext(environment).getAttributes(name, new String[] {"TXT"}).get("TXT");
      if (attribute == null) {
        return new DnsAnswer.NoRecord();
      }
      List<String> values = new ArrayList<>();
      Collections.list(attribute.getAll()).forEach(value -> values.add((String) value));
      return new DnsAnswer.Found(values);
    } catch (NameNotFoundException e) {
      return new DnsAnswer.NoSuchName();
    } catch (NamingException e) {
      return new DnsAnswer.Unavailable(DnsAnswer.Cause.UNUSABLE);
    }
  }
}
