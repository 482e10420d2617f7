import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints for each file whether it is PDF/A-3a, and every rule that it breaks. Ends with 1 if one is not. */
public final class ValidatePdfs {
  public static void main(String[] paths) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean isValid = true;
    for (String path : paths) {
      PDFAFlavour flavour = PDFAFlavour.PDFA_3_A;
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        ValidationResult result = validator.validate(parser);
        System.out.println(path + ": " + (result.isCompliant() ? "PDF/A-3a" : "not PDF/A-3a"));
        for (TestAssertion assertion : result.getTestAssertions())
          if (assertion.getStatus() != TestAssertion.Status.PASSED)
            System.out.println("  " + assertion.getRuleId().getClause() + " " + assertion.getMessage()
                + " (" + assertion.getLocation().getContext() + ")");
        isValid &= result.isCompliant();
      }
    }
    System.exit(isValid ? 0 : 1);
  }
}
