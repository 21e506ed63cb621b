// Runs tests of a suite by JUnit's platform, asked over the connection that stdin
// is: a secret, the name of one test or nothing for all, and the names of the
// suite's files, in a line each. It answers there: in a line, a digest of secret,
// length and text, and the text, a JSON.
//
// A submission is a part of this program, so what is answered is a claim. The
// secret is in the digest's state and nowhere else while tests run, and never
// leaves: who has the answer go elsewhere has no key to another one.
package suite_runner;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class Order {
  final MessageDigest digest;
  final String test;
  final List<String> files;

  /** Reads it, and keeps no copy of the secret. */
  Order() throws Exception {
    digest = MessageDigest.getInstance("SHA-256");
    byte[] told = new byte[1 << 16];
    int length = 0;
    FileInputStream connection = new FileInputStream(FileDescriptor.in);
    for (int got; (got = connection.read(told, length, told.length - length)) > 0;) {
      length += got;
    }
    int end = 0;
    while (told[end] != '\n') end++;
    digest.update(told, 0, end);
    Arrays.fill(told, 0, end, (byte) 0);
    String rest = new String(told, end + 1, length - end - 1, StandardCharsets.UTF_8);
    List<String> lines = Arrays.asList(rest.split("\n"));
    test = lines.get(0);
    files = lines.subList(1, lines.size());
  }
}

/** What became of tests, as they ended. */
final class Outcomes implements TestExecutionListener {
  private static final int LONGEST = 8 << 10;

  private final Order order;
  private final Names names;
  private final StringBuilder told = new StringBuilder();
  private Throwable around;  // what ended a class, with its tests unrun

  Outcomes(Order order, Names names) {
    this.order = order;
    this.names = names;
  }

  @Override
  public void executionSkipped(TestIdentifier one, String reason) {
    if (one.isTest()) add(one, "skipped", null, reason);
  }

  @Override
  public void executionFinished(TestIdentifier one, TestExecutionResult result) {
    Throwable cause = result.getThrowable().orElse(null);
    if (!one.isTest()) {
      if (around == null && result.getStatus() == TestExecutionResult.Status.FAILED) {
        around = cause;
      }
      return;
    }
    switch (result.getStatus()) {
      case SUCCESSFUL -> add(one, "passed", null, "");
      case ABORTED -> add(one, "skipped", cause, "");
      default -> add(one, outcomeOf(cause), cause, "");
    }
  }

  private static String outcomeOf(Throwable cause) {
    return cause instanceof AssertionError ? "failed" : "error";
  }

  private void add(TestIdentifier one, String outcome, Throwable cause, String said) {
    int task = 0;
    for (TestTag tag : one.getTags()) {
      if (tag.getName().matches("task:\\d{1,4}")) {
        task = Integer.parseInt(tag.getName().substring(5));
      }
    }
    String method = one.getSource().filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName()).orElse("");
    told.append(told.length() > 0 ? ",\n" : "").append("{\"name\": ")
        .append(quoted(names.of(one))).append(", \"method\": ").append(quoted(method))
        .append(", \"class\": ").append(quoted(Names.classOf(one)))
        .append(", \"task\": ").append(task).append(", ")
        .append(outcome(outcome, cause, said)).append("}");
  }

  private String outcome(String outcome, Throwable cause, String said) {
    int line = 0;
    StringBuilder trace = new StringBuilder();
    if (cause != null) {
      said = said(cause);
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (order.files.contains(frame.getFileName())) {
          line = frame.getLineNumber();
          break;
        }
        String where = frame.toString();
        if (frame.getModuleName() == null && !where.startsWith("org.")) {
          trace.append("  at ").append(where).append("\n");
        }
      }
    }
    return "\"outcome\": " + quoted(outcome) + ", \"message\": " + quoted(cut(said))
        + ", \"line\": " + line + ", \"lines\": " + quoted(cut(trace.toString()));
  }

  private static String said(Throwable cause) {
    try {
      String message = cause.getMessage();
      return cause instanceof AssertionError && message != null ? message.strip()
          : cause.toString();
    } catch (Throwable broken) {
      return cause.getClass().getName();
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : (text == null ? "" : text).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  byte[] report() {
    String report = "{\"tests\": [" + told + "]"
        + (around == null ? ""
            : ", \"around\": {" + outcome(outcomeOf(around), around, "") + "}")
        + "}";
    return report.getBytes(StandardCharsets.UTF_8);
  }
}

/** By which tests go: METHOD, with classes before it where there are several, and
 * behind it the number of the parameters, as in `adds[2]`. */
final class Names {
  private final Map<UniqueId, String> known = new LinkedHashMap<>();

  Names(TestPlan plan) {
    List<TestIdentifier> methods = new ArrayList<>();
    collect(plan, plan.getRoots(), methods);
    boolean oneClass =
        methods.stream().map(Names::topClassOf).distinct().count() <= 1;
    Map<String, Integer> times = new HashMap<>();
    for (TestIdentifier one : methods) times.merge(simple(one, oneClass), 1, Integer::sum);
    // What authors call sets of parameters may be one for several.
    Map<String, Integer> sameSoFar = new HashMap<>();
    for (TestIdentifier one : methods) {
      String name = simple(one, oneClass);
      if (times.get(name) > 1) name = name + behind(one.getLegacyReportingName());
      int same = sameSoFar.merge(name, 1, Integer::sum);
      known.put(one.getUniqueIdObject(), same == 1 ? name : name + " (" + same + ")");
    }
  }

  private static void collect(TestPlan plan, Set<TestIdentifier> of,
      List<TestIdentifier> methods) {
    for (TestIdentifier one : of) {
      if (one.getSource().filter(MethodSource.class::isInstance).isPresent()) {
        methods.add(one);
      } else {
        collect(plan, plan.getChildren(one), methods);
      }
    }
  }

  static String classOf(TestIdentifier one) {
    return one.getSource().filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getClassName()).orElse("");
  }

  private static String topClassOf(TestIdentifier one) {
    return classOf(one).replaceAll("\\$.*", "");
  }

  private static String behind(String legacyName) {
    int open = legacyName.indexOf('(');
    return open < 0 ? "" : legacyName.substring(open);
  }

  private static String simple(TestIdentifier one, boolean oneClass) {
    String in = classOf(one);
    in = in.substring(in.lastIndexOf('.') + 1);
    if (oneClass) in = in.contains("$") ? in.substring(in.indexOf('$') + 1) : "";
    String method = one.getSource().map(source -> ((MethodSource) source).getMethodName())
        .orElse("");
    // JUnit 4 lists what has parameters by its name alone.
    String shown = one.getDisplayName().replaceAll("\\p{Cntrl}", " ");
    if (shown.startsWith(method + "[") && shown.endsWith("]")) method = shown;
    return (in.isEmpty() ? "" : in.replace('$', '.') + ".") + method;
  }

  /** Of what is made while tests run, too. */
  String of(TestIdentifier one) {
    UniqueId id = one.getUniqueIdObject();
    StringBuilder numbers = new StringBuilder();
    while (!known.containsKey(id)) {
      if (id.getSegments().size() < 2) return one.getDisplayName();
      numbers.insert(0, "[" + id.getLastSegment().getValue().replace("#", "") + "]");
      id = id.removeLastSegment();
    }
    return known.get(id) + numbers;
  }

  /** What is run to have the test of that name; null if there is none. */
  UniqueId idOf(String name) {
    for (Map.Entry<UniqueId, String> one : known.entrySet()) {
      if (one.getValue().equals(name)) return one.getKey();
    }
    for (Map.Entry<UniqueId, String> one : known.entrySet()) {
      if (!name.startsWith(one.getValue() + "[")) continue;
      String[] numbers = name.substring(one.getValue().length()).split("[\\[\\]]+");
      UniqueId id = one.getKey();
      String kind = id.getLastSegment().getType();
      for (int i = 1; i < numbers.length; i++) {
        id = id.append(kind.equals("test-template") ? "test-template-invocation"
            : i + 1 < numbers.length ? "dynamic-container" : "dynamic-test",
            "#" + numbers[i]);
      }
      return id;
    }
    return null;
  }
}

public final class SuiteRunner {
  private static final String OURS = "suite_runner\\..*";

  private SuiteRunner() {}

  private static LauncherDiscoveryRequest requestOf(DiscoverySelector selector,
      String... but) {
    return LauncherDiscoveryRequestBuilder.request().selectors(selector)
        .filters(ClassNameFilter.excludeClassNamePatterns(but)).build();
  }

  /** Patterns of our own classes, and of those that JUnit 4's Enclosed runs inside
   * of another one: by themselves they would be run once more. */
  private static String[] notByThemselves(Path tests) throws IOException {
    List<String> but = new ArrayList<>(List.of(OURS));
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = tests.relativize(file).toString();
        if (!path.endsWith(".class") || path.contains("$")) continue;
        String name = path.substring(0, path.length() - 6).replace('/', '.');
        if (isEnclosed(name)) but.add(Pattern.quote(name + "$") + ".*");
      }
    }
    return but.toArray(new String[0]);
  }

  private static boolean isEnclosed(String name) {
    try {
      ClassLoader loader = SuiteRunner.class.getClassLoader();
      for (Annotation one : Class.forName(name, false, loader).getAnnotations()) {
        if (one.toString().matches("@org\\.junit\\.runner\\.RunWith\\(.*Enclosed.*")) {
          return true;
        }
      }
    } catch (ReflectiveOperationException | LinkageError none) {
      // JUnit says what is wrong with it.
    }
    return false;
  }

  public static void main(String[] args) throws Exception {
    Order order = new Order();
    Path tests = Path.of(args[0]);
    Launcher launcher = LauncherFactory.create();
    LauncherDiscoveryRequest all = requestOf(
        DiscoverySelectors.selectClasspathRoots(Set.of(tests)).get(0),
        notByThemselves(tests));
    TestPlan plan = launcher.discover(all);
    Names names = new Names(plan);
    Outcomes outcomes = new Outcomes(order, names);
    if (order.test.isEmpty()) {
      launcher.execute(plan, outcomes);
    } else {
      UniqueId id = names.idOf(order.test);
      if (id != null) {
        launcher.execute(requestOf(DiscoverySelectors.selectUniqueId(id), OURS), outcomes);
      }
    }
    answer(order, outcomes.report());
  }

  // Ends the program with nothing of the submission's between.
  private static void answer(Order order, byte[] report) throws IOException {
    order.digest.update((report.length + "\n").getBytes(StandardCharsets.US_ASCII));
    StringBuilder line = new StringBuilder();
    for (byte one : order.digest.digest(report)) line.append(String.format("%02x", one));
    FileOutputStream connection = new FileOutputStream(FileDescriptor.in);
    connection.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    connection.write(report);
    Runtime.getRuntime().halt(0);
  }
}
