package dev.outrigger.arch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What a pom.xml says about the reactor's modules.
record Pom(Document document, Path file) {
    static Pom of(Path file) {
        try {
            var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            return new Pom(builder.parse(file.toFile()), file);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    List<String> modules() {
        return elements(document.getElementsByTagName("module"))
                .map(Element::getTextContent)
                .toList();
    }

    /// The modules of this project that it depends on; those of its tests only where the whole pom is for tests.
    List<String> outriggerDependencies() {
        var own = elements(document.getElementsByTagName("dependency"))
                .filter(dependency -> text(dependency, "groupId").equals("dev.outrigger"))
                .toList();
        var testOnly =
                own.stream().allMatch(dependency -> text(dependency, "scope").equals("test"));
        return own.stream()
                .filter(dependency -> testOnly || !text(dependency, "scope").equals("test"))
                .map(dependency -> text(dependency, "artifactId"))
                .toList();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }

    private static String text(Element parent, String name) {
        return elements(parent.getElementsByTagName(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }
}
