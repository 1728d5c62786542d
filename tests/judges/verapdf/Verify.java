import java.io.File;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files against PDF/A and PDF/UA: one line a verdict, then one line a broken rule with its first place. */
final class Verify {
    private static final int FAILURES_KEPT = 1000;

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: verapdf FLAVOUR[,FLAVOUR...] FILE.pdf...   (flavours: 3a, ua1, ua2, ...)");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean compliant = true;
        for (String flavour : arguments[0].split(",")) {
            for (int i = 1; i < arguments.length; i++) {
                compliant &= passes(flavour, arguments[i]);
            }
        }
        System.exit(compliant ? 0 : 1);
    }

    private static boolean passes(String name, String path) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, FAILURES_KEPT, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s %s: %d assertions%n",
                    result.isCompliant() ? "pass" : "FAIL", name, path, result.getTotalAssertions());
            printFailures(result);
            return result.isCompliant();
        } catch (Exception error) {
            System.out.printf("FAIL %s %s: %s%n", name, path, error);
            return false;
        }
    }

    private static void printFailures(ValidationResult result) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        TreeMap<String, String> places = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            counts.merge(rule, 1, Integer::sum);
            places.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
        }
        counts.forEach((rule, count) -> System.out.printf("  %s x%d: %s%n", rule, count, places.get(rule)));
    }
}
