package io.gavel.perf.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A chart as anybody's browser has it: well-formed XML of SVG's own, every number of it one, and within the picture. */
public final class Picture {
    private static final String SVG = "http://www.w3.org/2000/svg";

    /** A rectangle that is no background. */
    public record Bar(double left, double top, double width, double height, String color) {}

    private final Document document;
    private final double width;
    private final double height;

    private Picture(Document document) {
        this.document = document;
        Element root = document.getDocumentElement();
        assertEquals("svg", root.getLocalName());
        width = number(root, "width");
        height = number(root, "height");
        assertEquals(
                "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"), root.getAttribute("viewBox"));
    }

    public static Picture read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    public static Picture of(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new Picture(factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
        } catch (SAXException e) {
            throw new AssertionError("expected XML, svg=" + svg, e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every text, in the order in which it is written. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        for (Element text : elements("text")) {
            isWithin(number(text, "x"), number(text, "y"));
            words.add(text.getTextContent());
        }
        return words;
    }

    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Element rectangle : elements("rect")) {
            if (rectangle.hasAttribute("x")) {
                Bar bar = new Bar(
                        number(rectangle, "x"),
                        number(rectangle, "y"),
                        number(rectangle, "width"),
                        number(rectangle, "height"),
                        rectangle.getAttribute("fill"));
                isWithin(bar.left, bar.top);
                isWithin(bar.left + bar.width, bar.top + bar.height);
                bars.add(bar);
            }
        }
        return bars;
    }

    /** How many dots there are of each colour is how many values a line has. */
    public List<String> dots() {
        return elements("circle").stream()
                .peek(dot -> isWithin(number(dot, "cx"), number(dot, "cy")))
                .map(dot -> dot.getAttribute("fill"))
                .toList();
    }

    private List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagNameNS(SVG, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private void isWithin(double x, double y) {
        assertTrue(x >= 0 && x <= width && y >= 0 && y <= height, "x=" + x + ", y=" + y);
    }

    private static double number(Element element, String attribute) {
        double value = Double.parseDouble(element.getAttribute(attribute));
        assertTrue(Double.isFinite(value), attribute + "=" + value);
        return value;
    }
}
