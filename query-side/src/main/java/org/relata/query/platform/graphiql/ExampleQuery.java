package org.relata.query.platform.graphiql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A query ready to be clicked. In its file the first line is the title, further comment lines are
 * the explanation, the rest is the query.
 *
 * @param id the file's name without its ending
 */
public record ExampleQuery(String id, String title, String explanation, String query) {

  private static final String ENDING = ".graphql";

  /**
   * All examples that match the pattern, in order of their file names.
   *
   * @throws IllegalStateException naming the file that has no title or no query
   */
  public static List<ExampleQuery> load(String pattern) {
    try {
      return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(pattern))
          .map(ExampleQuery::read)
          .sorted(Comparator.comparing(ExampleQuery::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExampleQuery read(Resource file) {
    try {
      String name = String.valueOf(file.getFilename());
      return parse(
          name.substring(0, name.length() - ENDING.length()),
          file.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ExampleQuery parse(String id, String text) {
    List<String> lines = text.lines().toList();
    List<String> comments =
        lines.stream().takeWhile(line -> line.startsWith("#")).map(ExampleQuery::words).toList();
    String query = lines.stream().skip(comments.size()).collect(Collectors.joining("\n")).strip();
    if (comments.isEmpty() || comments.getFirst().isBlank() || query.isEmpty()) {
      throw new IllegalStateException(
          "example query %s must begin with '# Title' and hold a query".formatted(id));
    }
    String explanation = String.join(" ", comments.subList(1, comments.size())).strip();
    return new ExampleQuery(id, comments.getFirst(), explanation, query);
  }

  private static String words(String comment) {
    return comment.substring(1).strip();
  }
}
