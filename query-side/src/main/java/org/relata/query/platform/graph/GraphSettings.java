package org.relata.query.platform.graph;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a GraphQL request may ask for, and how it is answered.
 *
 * @param path where requests are posted
 * @param introspection whether the schema may be read through GraphQL; off in production
 * @param body largest HTTP body
 * @param characters longest document
 * @param tokens most lexical tokens of a document
 * @param aliases most aliases in a document
 * @param directives most directives in a document
 * @param depth deepest nesting of fields
 * @param fragmentDepth deepest nesting of fragments, inline or named, on one path
 * @param selections most selected fields after named fragments are spread out
 * @param cost highest cost; see {@link RequestCost}
 * @param pageSize largest page of a connection
 * @param defaultPageSize page of a connection when the request names none
 * @param groups most groups of a group-by answer
 * @param time longest time of a request, reading and computing
 * @param bodyTime longest time in which the body of a request must arrive
 * @param minPositionWait how long a request with {@code minPosition} waits for the folds
 * @param schemaFiles where the schema is put together from
 */
@Validated
@ConfigurationProperties("relata.query.graphql")
public record GraphSettings(
    @DefaultValue("/graphql") String path,
    @DefaultValue("true") boolean introspection,
    @DefaultValue("1MB") DataSize body,
    @DefaultValue("65536") @Min(1) int characters,
    @DefaultValue("2000") @Min(1) int tokens,
    @DefaultValue("15") @Min(0) int aliases,
    @DefaultValue("20") @Min(0) int directives,
    @DefaultValue("10") @Min(1) int depth,
    @DefaultValue("20") @Min(1) int fragmentDepth,
    @DefaultValue("2000") @Min(1) int selections,
    @DefaultValue("5000") @Min(1) int cost,
    @DefaultValue("500") @Min(1) @Max(10_000) int pageSize,
    @DefaultValue("50") @Min(1) @Max(10_000) int defaultPageSize,
    @DefaultValue("1000") @Min(1) int groups,
    @DefaultValue("10s") Duration time,
    @DefaultValue("15s") Duration bodyTime,
    @DefaultValue("5s") Duration minPositionWait,
    @DefaultValue("classpath*:schema/**/*.graphqls") List<String> schemaFiles) {}
