package io.countersign.command.ingest.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an XML document, one after the other. A document type is passed over unread: nothing it names is fetched and no entity it declares is
 * known, so a reference to one ends the reading. Depth, and the number of different names (which the parser keeps), are bounded.
 */
final class Xml {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAMES = 1000;
    private static final XMLInputFactory FACTORY = factory();

    private final Bounded bytes;
    private final XMLStreamReader in;
    private final Set<String> names = new HashSet<>();
    private int depth;
    private boolean closing;

    Xml(Bounded bytes) throws Unreadable {
        this.bytes = bytes;
        try {
            this.in = FACTORY.createXMLStreamReader(Text.of(bytes));
        } catch (IOException | XMLStreamException e) {
            throw new Unreadable("The report is no XML.");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /** Goes to the next start or end of an element. @return false at the end of the document */
    boolean next() throws Unreadable {
        while (true) {
            switch (advance()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    opened();
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    // The depth of an element is the same at its start and at its end.
                    depth -= closing ? 1 : 0;
                    closing = true;
                    return true;
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> named(in.getPITarget());
                // The parser passes over those that a document type it has not read may declare.
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Unreadable("The report refers to an entity, and none is known.");
                case XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {
                }
            }
        }
    }

    private int advance() throws Unreadable {
        bytes.part();
        try {
            return in.next();
        } catch (XMLStreamException e) {
            throw new Unreadable("The report is no well-formed XML" + line(e) + ".");
        } catch (RuntimeException e) {
            // The parser fails in more ways than its interface promises.
            throw new Unreadable("The report is no well-formed XML.");
        }
    }

    private static String line(XMLStreamException e) {
        return e.getLocation() == null ? "" : ": line " + e.getLocation().getLineNumber();
    }

    private void opened() throws Unreadable {
        depth += closing ? 0 : 1;
        closing = false;
        if (depth > MAX_DEPTH) {
            throw new Unreadable("The report is nested more than " + MAX_DEPTH + " deep.");
        }
        named(in.getLocalName());
        named(in.getPrefix());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            named(in.getAttributeLocalName(i));
            named(in.getAttributePrefix(i));
        }
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            named(in.getNamespacePrefix(i));
            named(in.getNamespaceURI(i));
        }
    }

    private void named(@Nullable String name) throws Unreadable {
        if (name != null && names.add(name) && names.size() > MAX_NAMES) {
            throw new Unreadable("The report has more than " + MAX_NAMES + " different names.");
        }
    }

    /** Whether an element begins here; otherwise one ends. */
    boolean begins() {
        return !closing;
    }

    String name() {
        return in.getLocalName();
    }

    /** Of the element that begins or ends here; 1 at the root. */
    int depth() {
        return depth;
    }

    /** Of the element that begins here. */
    @Nullable
    String attribute(String name) {
        return in.getAttributeValue(null, name);
    }

    /** An attribute that counts something; null when it is not there or empty. */
    @Nullable
    Long count(String name) throws Unreadable {
        String value = attribute(name);
        return value == null || value.isBlank() ? null : Decimal.count(value.strip(), name);
    }
}
