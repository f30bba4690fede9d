package org.relata.kernel.segmentation;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.value.Money;

/**
 * CEL as our policies may use it: the metrics as typed variables, whole numbers only, no loops
 * (macros are off, so the cost of a condition is bounded by its size), and functions of ours:
 * {@code money('50000.00')} gives minor units, {@code share('0.6')} ten-thousandths, {@code
 * score('75')} hundredths, {@code ratio(a, b)} gives a / b in ten-thousandths, rounded down, 0 when
 * b is 0.
 */
final class PolicyLanguage {

  private static final int MAX_NODES = 300;
  private static final int MAX_DEPTH = 32;
  private static final String RATIO = "ratio";

  /** Functions that read a decimal written out, with the digits that they count. */
  private final Map<String, Integer> literals;

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  PolicyLanguage(Currency currency) {
    this.literals =
        Map.of("money", Math.max(currency.getDefaultFractionDigits(), 0), "share", 4, "score", 2);
    CelOptions options =
        CelOptions.current()
            .maxExpressionCodePointSize(Expression.MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .build();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros()
            .setResultType(SimpleType.BOOL)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    RATIO,
                    CelOverloadDecl.newGlobalOverload(
                        "ratio_int_int", SimpleType.INT, SimpleType.INT, SimpleType.INT)));
    CelRuntimeBuilder running = CelRuntimeFactory.plannerRuntimeBuilder();
    literals.forEach(
        (name, decimals) -> {
          String overload = name + "_string";
          builder.addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  name,
                  CelOverloadDecl.newGlobalOverload(overload, SimpleType.INT, SimpleType.STRING)));
          running.addFunctionBindings(
              CelFunctionBinding.fromOverloads(
                  name,
                  CelFunctionBinding.from(
                      overload, String.class, text -> counted(name, text, decimals))));
        });
    for (Metric metric : Metric.values()) {
      builder.addVar(metric.variable(), type(metric.kind()));
    }
    this.compiler = builder.build();
    this.runtime =
        running
            .addFunctionBindings(
                CelFunctionBinding.fromOverloads(
                    RATIO,
                    CelFunctionBinding.from(
                        "ratio_int_int", Long.class, Long.class, PolicyLanguage::ratio)))
            .build();
  }

  private static CelType type(Metric.Kind kind) {
    return switch (kind) {
      case AMOUNT, COUNT, SHARE, SCORE -> SimpleType.INT;
      case FLAG -> SimpleType.BOOL;
      case CODE -> SimpleType.STRING;
    };
  }

  /** The condition, parsed and typed; refused when it is not sound. */
  CelAbstractSyntaxTree checked(Expression expression) {
    CelValidationResult result = compiler.compile(expression.value());
    CelAbstractSyntaxTree tree;
    try {
      tree = result.getAst();
    } catch (CelValidationException e) {
      throw refused(e.getErrors().getFirst().getMessage());
    }
    if (tree.getTypeMap().values().stream().anyMatch(PolicyLanguage::isInexact)) {
      throw refused("a condition holds no floating-point number and nothing without a type");
    }
    CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(this::checkLiteral);
    return tree;
  }

  Program program(CelAbstractSyntaxTree tree) {
    try {
      return runtime.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** The metrics that a condition speaks of. */
  static List<Metric> metricsOf(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .flatMap(node -> Stream.ofNullable(Metric.of(node.expr().ident().name())))
        .distinct()
        .sorted()
        .toList();
  }

  /** A condition as far as it compares metrics with values that are written out. */
  Formula formula(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> new Formula.Always(expression.constant().booleanValue());
      case IDENT -> comparison("_==_", expression, true);
      case CALL -> formula(expression, expression.call().args());
      default -> opaque(expression);
    };
  }

  private Formula formula(CelExpr expression, List<CelExpr> args) {
    String function = expression.call().function();
    return switch (function) {
      case "_&&_" -> new Formula.All(args.stream().map(this::formula).toList());
      case "_||_" -> new Formula.Any(args.stream().map(this::formula).toList());
      case "!_" -> new Formula.Not(formula(args.getFirst()));
      case "_?_:_" ->
          new Formula.Choice(formula(args.getFirst()), formula(args.get(1)), formula(args.get(2)));
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" -> {
        @Nullable Object right = written(args.get(1));
        if (right != null) {
          yield comparison(function, args.getFirst(), right);
        }
        @Nullable Object left = written(args.getFirst());
        yield left == null ? opaque(expression) : comparison(turned(function), args.get(1), left);
      }
      case "@in" -> oneOf(expression, args);
      default -> opaque(expression);
    };
  }

  private static Formula opaque(CelExpr expression) {
    return new Formula.Opaque(text(expression));
  }

  /** The same for the same expression, wherever it stands: without the numbers of its nodes. */
  private static String text(CelExpr expression) {
    return expression.toString().replaceAll("\\[\\d+]", "");
  }

  private Formula oneOf(CelExpr expression, List<CelExpr> args) {
    if (args.get(1).getKind() != CelExpr.ExprKind.Kind.LIST) {
      return opaque(expression);
    }
    List<Formula> some = new ArrayList<>();
    for (CelExpr element : args.get(1).list().elements()) {
      @Nullable Object value = written(element);
      if (value == null) {
        return opaque(expression);
      }
      some.add(comparison("_==_", args.getFirst(), value));
    }
    return new Formula.Any(some);
  }

  /** Of texts and flags it is only looked into whether they are equal, not how CEL orders them. */
  private static Formula comparison(String function, CelExpr expression, Object value) {
    @Nullable Metric metric =
        expression.getKind() == CelExpr.ExprKind.Kind.IDENT
            ? Metric.of(expression.ident().name())
            : null;
    Formula.Operator operator = Formula.Operator.of(function);
    return metric == null || (operator.orders() && !metric.kind().isNumber())
        ? new Formula.Opaque(text(expression) + function + value)
        : new Formula.Comparison(metric, operator, value);
  }

  /** {@code 5 < x} says what {@code x > 5} says. */
  private static String turned(String operator) {
    return switch (operator) {
      case "_<_" -> "_>_";
      case "_<=_" -> "_>=_";
      case "_>_" -> "_<_";
      case "_>=_" -> "_<=_";
      default -> operator;
    };
  }

  /** A value that is written out: a long, a Boolean or a text; null for anything else. */
  private @Nullable Object written(CelExpr expression) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      CelConstant constant = expression.constant();
      return switch (constant.getKind()) {
        case INT64_VALUE -> constant.int64Value();
        case BOOLEAN_VALUE -> constant.booleanValue();
        case STRING_VALUE -> constant.stringValue();
        default -> null;
      };
    }
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return null;
    }
    String function = expression.call().function();
    @Nullable Integer decimals = literals.get(function);
    if (decimals == null && !function.equals("-_")) {
      return null;
    }
    CelExpr argument = expression.call().args().getFirst();
    if (decimals != null) {
      return counted(function, argument.constant().stringValue(), decimals);
    }
    return written(argument) instanceof Long number ? -number : null;
  }

  private static boolean isInexact(CelType type) {
    return type.kind() == CelKind.DOUBLE
        || type.kind() == CelKind.DYN
        || type.kind() == CelKind.ANY
        || type.parameters().stream().anyMatch(PolicyLanguage::isInexact);
  }

  /** Decimals are written out, so that a wrong one is found when the policy is drafted. */
  private void checkLiteral(CelNavigableExpr node) {
    if (node.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    String function = node.expr().call().function();
    @Nullable Integer decimals = literals.get(function);
    if (decimals == null) {
      return;
    }
    CelExpr argument = node.expr().call().args().getFirst();
    if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      throw refused(function + " takes a text written out, such as " + function + "('50')");
    }
    counted(function, argument.constant().stringValue(), decimals);
  }

  private static long counted(String function, String decimal, int decimals) {
    if (!decimal.matches("-?\\d{1,15}(\\.\\d{1,4})?")) {
      throw refused("'" + decimal + "' is not what " + function + " reads, such as '50.00'");
    }
    BigInteger count = Money.exact(new BigDecimal(decimal), decimals).unscaledValue();
    if (count.bitLength() >= Long.SIZE) {
      throw refused("'" + decimal + "' is more than " + function + " can count");
    }
    return count.longValue();
  }

  private static long ratio(long part, long whole) {
    if (whole == 0) {
      return 0;
    }
    BigInteger scaled = BigInteger.valueOf(part).multiply(BigInteger.valueOf(10_000));
    BigInteger[] parts = scaled.divideAndRemainder(BigInteger.valueOf(whole));
    boolean roundsUp = parts[1].signum() * Long.signum(whole) < 0;
    return (roundsUp ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
  }

  private static Rejection refused(String why) {
    return new Rejection("INVALID_EXPRESSION", "The condition is refused: " + why + ".");
  }
}
