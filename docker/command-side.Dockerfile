# The command-side of Relata. It needs a PostgreSQL (SPRING_DATASOURCE_URL) and an issuer of tokens.
# Build the jar first: mvn -DskipTests package; then from the root of the repository:
# docker build -f docker/command-side.Dockerfile -t relata/command-side .
FROM eclipse-temurin:25-jre AS layers
WORKDIR /build
COPY command-side/target/command-side-*-exec.jar relata.jar
RUN java -Djarmode=tools -jar relata.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home relata
USER 10001
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./

EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "relata.jar"]
