package org.relata.kernel.segmentation;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
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
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Money;

/**
 * CEL as our policies may use it: the metrics as typed variables, whole numbers only, no loops
 * (macros are off, so the cost of a condition is bounded by its size), and two functions of ours:
 * {@code money(text)} gives minor units, {@code ratio(a, b)} gives a / b in ten-thousandths,
 * rounded down, 0 when b is 0.
 */
final class PolicyLanguage {

  private static final int MAX_NODES = 300;
  private static final int MAX_DEPTH = 32;
  private static final String MONEY = "money";
  private static final String RATIO = "ratio";

  /** The variables; those that are amounts count minor units. */
  static final Map<String, CelType> METRICS =
      new TreeMap<>(
          Map.of(
              "aum", SimpleType.INT,
              "deposits", SimpleType.INT,
              "loans", SimpleType.INT,
              "cardSpendingYear", SimpleType.INT,
              "custodyBalance", SimpleType.INT,
              "goldOrPlatinumCard", SimpleType.BOOL,
              "age", SimpleType.INT));

  private final int decimals;
  private final CelCompiler compiler;
  private final CelRuntime runtime;

  PolicyLanguage(Currency currency) {
    int scale = Math.max(currency.getDefaultFractionDigits(), 0);
    this.decimals = scale;
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
                    MONEY,
                    CelOverloadDecl.newGlobalOverload(
                        "money_string", SimpleType.INT, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                    RATIO,
                    CelOverloadDecl.newGlobalOverload(
                        "ratio_int_int", SimpleType.INT, SimpleType.INT, SimpleType.INT)));
    METRICS.forEach(builder::addVar);
    this.compiler = builder.build();
    this.runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .addFunctionBindings(
                CelFunctionBinding.fromOverloads(
                    MONEY,
                    CelFunctionBinding.from(
                        "money_string", String.class, amount -> minorUnits(amount, scale))))
            .addFunctionBindings(
                CelFunctionBinding.fromOverloads(
                    RATIO,
                    CelFunctionBinding.from(
                        "ratio_int_int", Long.class, Long.class, PolicyLanguage::ratio)))
            .build();
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
    CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(this::checkMoney);
    return tree;
  }

  Program program(CelAbstractSyntaxTree tree) {
    try {
      return runtime.createProgram(tree);
    } catch (CelEvaluationException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** The metrics that a condition speaks of, in alphabetic order. */
  static List<String> metricsOf(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .map(node -> node.expr().ident().name())
        .filter(METRICS::containsKey)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isInexact(CelType type) {
    return type.kind() == CelKind.DOUBLE
        || type.kind() == CelKind.DYN
        || type.kind() == CelKind.ANY
        || type.parameters().stream().anyMatch(PolicyLanguage::isInexact);
  }

  /** Amounts are literals, so that a wrong one is found when the policy is drafted. */
  private void checkMoney(CelNavigableExpr node) {
    if (node.getKind() != CelExpr.ExprKind.Kind.CALL
        || !node.expr().call().function().equals(MONEY)) {
      return;
    }
    CelExpr argument = node.expr().call().args().getFirst();
    if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      throw refused("money takes a text written out, such as money('50000.00')");
    }
    minorUnits(argument.constant().stringValue(), decimals);
  }

  private static long minorUnits(String amount, int scale) {
    if (!amount.matches("-?\\d{1,15}(\\.\\d{1,4})?")) {
      throw refused("'" + amount + "' is not an amount such as '50000.00'");
    }
    return Money.exact(new BigDecimal(amount), scale).unscaledValue().longValueExact();
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
