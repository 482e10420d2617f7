import java.io.File;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** `java Verify.java FILE…`: verifies the XML signature of each file with Java's own implementation, by the certificate within. */
class Verify {
    public static void main(String[] files) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        for (String file : files) {
            Document document = parsers.newDocumentBuilder().parse(new File(file));
            NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
            DOMValidateContext context = new DOMValidateContext(new Certified(), signatures.item(0));
            NodeList properties = document.getElementsByTagNameNS("http://uri.etsi.org/01903/v1.3.2#", "SignedProperties");
            context.setIdAttributeNS((Element) properties.item(0), null, "Id");
            XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            if (!signature.validate(context)) {
                System.err.println(file + ": the signature does not verify");
                System.exit(1);
            }
        }
    }

    static class Certified extends KeySelector {
        public KeySelectorResult select(KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (Object part : info.getContent()) {
                if (part instanceof X509Data) {
                    PublicKey key = ((X509Certificate) ((X509Data) part).getContent().get(0)).getPublicKey();
                    return () -> key;
                }
            }
            throw new IllegalStateException("no certificate");
        }
    }
}
