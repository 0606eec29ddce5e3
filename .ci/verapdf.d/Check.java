import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks files against PDF/A-2a and PDF/UA-1: a line for each, and one for each rule that a file breaks. */
public final class Check {
    private static final String[] FLAVOURS = {"2a", "ua1"};

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean passed = true;
        for (String file : files) {
            for (String flavour : FLAVOURS) {
                passed &= check(Path.of(file), PDFAFlavour.byFlavourId(flavour));
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean check(Path file, PDFAFlavour flavour) throws Exception {
        try (InputStream in = new FileInputStream(file.toFile());
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 1000, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s %s%n", file.getFileName(), flavour.getId(), result.isCompliant() ? "passed" : "FAILED");
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + " test " + assertion.getRuleId().getTestNumber();
                    broken.merge(rule + ": " + assertion.getMessage().replaceAll("\\s+", " "), 1, Integer::sum);
                }
            }
            broken.forEach((rule, times) -> System.out.printf("  %s (%d times)%n", rule, times));
            return result.isCompliant();
        }
    }
}
