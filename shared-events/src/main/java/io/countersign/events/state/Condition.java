package io.countersign.events.state;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A condition of a gate, in the Common Expression Language (CEL, github.com/google/cel-spec) with its standard macros and functions. Its variables
 * and their members are told in {@link Facts}: {@code items['…'].settled}, {@code waivers.all(w, w.compensated || !w.active)}. Type-checked before it is
 * accepted, so that a misspelt member is found then and not at a gate.
 */
public final class Condition {

    public static final int MAX_CHARS = 2_000;
    /** Steps of all loops of one evaluation together: two passes, one in the other, over 300 items. */
    private static final int MAX_ITERATIONS = 100_000;
    private static final int MAX_DEPTH = 32;
    private static final String INDEX = "_[_]";
    private static final String IN = "@in";

    /** Why a text is no condition. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Why a condition has no answer now, such as the name of something that is not there. */
    static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswerable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Made when first needed: most gates have no conditions of their own. */
    private static final class Language {
        static final CelOptions OPTIONS = CelOptions.current().enableHeterogeneousNumericComparisons(true)
                .maxExpressionCodePointSize(MAX_CHARS).maxParseRecursionDepth(MAX_DEPTH)
                .comprehensionMaxIterations(MAX_ITERATIONS).build();
        static final CelCompiler COMPILER = Facts.declare(CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS).setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL)).build();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    }

    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;

    private Condition(CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.tree = tree;
        this.program = program;
    }

    /** @throws Unreadable when it is no CEL, names what there is not, or does not answer true or false */
    public static Condition compile(String cel) throws Unreadable {
        try {
            CelAbstractSyntaxTree tree = Language.COMPILER.compile(cel).getAst();
            return new Condition(tree, Language.RUNTIME.createProgram(tree));
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().getFirst();
            throw new Unreadable(firstLine(first.getMessage()) + " (line " + first.getSourceLocation().getLine()
                    + ", column " + (first.getSourceLocation().getColumn() + 1) + " of the condition)");
        } catch (CelEvaluationException e) {
            throw new Unreadable(firstLine(e.getMessage() + ""));
        }
    }

    /** The string constants that look something up in a variable: {@code a} in {@code items['a']} and in {@code 'a' in items}. */
    public Set<String> named(String variable) {
        Set<String> named = new LinkedHashSet<>();
        CelNavigableAst.fromAst(tree).getRoot().allNodes().filter(n -> n.getKind() == Kind.CALL)
                .map(n -> n.expr().call()).forEach(call -> {
                    List<CelExpr> of = call.args();
                    if (of.size() == 2 && call.function().equals(INDEX)) {
                        add(named, of.get(0), of.get(1), variable);
                    } else if (of.size() == 2 && call.function().equals(IN)) {
                        add(named, of.get(1), of.get(0), variable);
                    }
                });
        return named;
    }

    private static void add(Set<String> named, CelExpr map, CelExpr key, String variable) {
        if (map.getKind() == Kind.IDENT && map.ident().name().equals(variable) && key.getKind() == Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            named.add(key.constant().stringValue());
        }
    }

    boolean holds(Map<String, Object> facts) throws Unanswerable {
        try {
            return Boolean.TRUE.equals(program.eval(facts));
        } catch (CelEvaluationException e) {
            throw new Unanswerable(firstLine(e.getMessage() + ""), e);
        }
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
