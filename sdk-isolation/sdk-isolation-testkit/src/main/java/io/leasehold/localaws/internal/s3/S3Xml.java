package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** XML bodies, in and out. */
public final class S3Xml {

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private S3Xml() {}

  static AwsResponse answer(String root, Consumer<Xml> content) {
    return AwsResponse.text(200, "application/xml", Xml.document(root, NAMESPACE, content));
  }

  /** The root element of a body. */
  public static Element read(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
    } catch (SAXException | IOException e) {
      throw S3Errors.malformedXml();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK can parse XML without a document type", e);
    }
  }

  /** The elements of that name directly inside. */
  public static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  /** The text of the first element of that name directly inside. */
  public static Optional<String> text(Element parent, String name) {
    return children(parent, name).stream().findFirst().map(Element::getTextContent);
  }
}
