import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.List;

/**
 * Prints one line for each file: its signature's level, and whether it is intact. Ends with 1 unless all are
 * XAdES-BASELINE-B and intact. The trust in the certificates, which are self-signed, is not looked at.
 */
class ValidateLogins {
    public static void main(String[] files) {
        boolean isGood = files.length > 0;
        for (String file : files) {
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(new File(file)));
            validator.setCertificateVerifier(new CommonCertificateVerifier());
            Reports reports = validator.validateDocument();
            List<SignatureWrapper> signatures = reports.getDiagnosticData().getSignatures();
            for (SignatureWrapper signature : signatures) {
                boolean isIntact = signature.isSignatureIntact() && signature.isSignatureValid()
                        && signature.isBLevelTechnicallyValid();
                SignatureLevel level = signature.getSignatureFormat();
                boolean isCovered = signature.getDigestMatchers().stream()
                        .allMatch(digest -> digest.isDataFound() && digest.isDataIntact());
                boolean isStructured = signature.isStructuralValidationValid();
                System.out.println(new File(file).getName() + " " + level + " intact=" + isIntact + " covered=" + isCovered
                        + " schema=" + isStructured + " " + signature.getStructuralValidationMessages());
                isGood &= isIntact && isCovered && isStructured && level == SignatureLevel.XAdES_BASELINE_B;
            }
            isGood &= signatures.size() == 1;
        }
        System.exit(isGood ? 0 : 1);
    }
}
