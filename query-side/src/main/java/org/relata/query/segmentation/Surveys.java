package org.relata.query.segmentation;

import graphql.GraphQLContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Metric;
import org.relata.query.platform.graph.Computations;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;

/**
 * The surveys that reports stand on. An answer waits a few seconds for them, all its fields
 * together; if they are not ready then, it is refused, and they are computed further meanwhile.
 */
final class Surveys {

  private static final int AT_ONCE = 3;

  private final Duration patience;
  private final Computations<Survey.Asked, Survey> surveys =
      new Computations<>("relata-survey-", AT_ONCE);

  Surveys(Duration patience) {
    this.patience = patience;
  }

  /** The figures of a day, at the moment of the question; refuses FIGURES_NOT_READY. */
  Survey of(Question question, SchemeId scheme, LocalDate on, Set<Metric> metrics) {
    Survey.Asked asked =
        new Survey.Asked(
            question.snapshot().incarnation(),
            question.moment().position(),
            scheme,
            on,
            Set.copyOf(metrics));
    @Nullable Survey survey;
    try {
      long until = until(question);
      survey = surveys.of(asked, () -> Survey.of(asked, question), until);
      if (survey != null) {
        surveys.help(asked, survey, question.snapshot(), until);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GraphRefusal("STORE_UNAVAILABLE", "The program is being stopped; ask again.");
    }
    @Nullable RuntimeException failure = survey == null ? null : survey.failure();
    if (failure != null) {
      surveys.forget(asked);
      throw failure;
    }
    if (survey == null || !survey.isDone()) {
      throw notReady(asked.position(), survey);
    }
    return survey;
  }

  private static GraphRefusal notReady(long position, @Nullable Survey survey) {
    GraphRefusal refusal =
        new GraphRefusal(
                "FIGURES_NOT_READY",
                "The figures are being computed; ask the same again as of this position.")
            .with("position", position)
            .with("done", survey == null ? 0 : survey.done());
    return survey == null ? refusal : refusal.with("total", survey.customers().size());
  }

  /** Until when the request waits, from its first report on. */
  private long until(Question question) {
    GraphQLContext context = question.environment().getGraphQlContext();
    @Nullable Long known = context.get(Surveys.class);
    if (known != null) {
      return known;
    }
    long until = Computations.until(patience);
    context.put(Surveys.class, until);
    return until;
  }
}
