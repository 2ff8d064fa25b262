package io.framefarm.coordinator.store;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the little of S3's XML that is needed. The other side is not trusted with entities or references. */
final class S3Answers {
    private static final int MAX_SHOWN = 200;

    private S3Answers() {}

    /** The text of the first element of this name; empty when there is none, or the text is not XML. */
    static Optional<String> element(String xml, String name) {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(name)) {
                    return Optional.of(reader.getElementText());
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /** Code and message of an error, or the beginning of whatever came instead. */
    static String error(String text) {
        return element(text, "Code")
                .map(code -> code + " (" + element(text, "Message").orElse("no message") + ")")
                .orElseGet(() ->
                        text.isBlank() ? "no explanation" : text.substring(0, Math.min(MAX_SHOWN, text.length())));
    }
}
