package org.relata.query.platform.graph;

import graphql.execution.preparsed.PreparsedDocumentEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.ExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.ReaderPool;
import org.relata.query.platform.fold.FoldNews;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;

/**
 * Wires the engine: the schema from files and modules, the snapshots, the endpoint. The files lie
 * in {@code schema/}, not in {@code graphql/}, where Boot would find them and wire a server without
 * our limits in every process that has this module on its class path.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphSettings.class)
public class GraphConfiguration {

  @Bean
  Graph graph(GraphSettings settings, ObjectProvider<GraphModule> modules) {
    Graph graph = new Graph(settings);
    new PlatformGraph().register(graph);
    modules.orderedStream().forEach(module -> module.register(graph));
    return graph;
  }

  /** No bean: around a source that is one, Boot would build an endpoint without our limits. */
  private static GraphQlSource source(Graph graph, GraphSettings settings) throws IOException {
    List<String> files = new ArrayList<>();
    for (String pattern : settings.schemaFiles()) {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        files.add(file.getContentAsString(StandardCharsets.UTF_8));
      }
    }
    return GraphQlSource.builder(SchemaAssembly.assemble(files, graph))
        .exceptionResolvers(List.of(new GraphErrors()))
        .configureGraphQl(
            graphQl ->
                graphQl.preparsedDocumentProvider(
                    (input, _) ->
                        CompletableFuture.completedFuture(
                            admitted(input.getGraphQLContext().get(PreparsedDocumentEntry.class)))))
        .build();
  }

  private static PreparsedDocumentEntry admitted(@Nullable PreparsedDocumentEntry entry) {
    if (entry == null) {
      throw new IllegalStateException("A document that passed no gate");
    }
    return entry;
  }

  @Bean
  Snapshots snapshots(
      GraphSettings settings,
      ObjectProvider<ExecuteListenerProvider> listeners,
      ReaderPool readerPool) {
    return new Snapshots(readerPool.dataSource(), settings, listeners.orderedStream().toList());
  }

  @Bean
  WebGraphQlHandler graphQlHandler(
      Graph graph, Snapshots snapshots, FoldNews foldNews, GraphSettings settings)
      throws IOException {
    GraphQlSource source = source(graph, settings);
    Documents documents = new Documents(source.schema(), settings);
    return WebGraphQlHandler.builder(new DefaultExecutionGraphQlService(source))
        .interceptor(new RequestGate(documents, snapshots, foldNews, settings))
        .build();
  }

  /**
   * A servlet of its own: no dispatcher reads a body, or answers, before the limits are checked.
   */
  @Bean
  ServletRegistrationBean<GraphEndpoint> graphEndpoint(
      WebGraphQlHandler handler, GraphSettings settings, ObjectProvider<MeterRegistry> registry) {
    GraphMetrics metrics = new GraphMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
    ServletRegistrationBean<GraphEndpoint> servlet =
        new ServletRegistrationBean<>(
            new GraphEndpoint(handler, settings, metrics), settings.path());
    servlet.setName("graphql");
    servlet.setLoadOnStartup(1);
    return servlet;
  }
}
