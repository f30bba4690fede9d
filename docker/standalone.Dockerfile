# Relata in one process on its embedded PostgreSQL, whose data is in /data.
# Build the jar first: mvn -DskipTests package; then from the root of the repository:
# docker build -f docker/standalone.Dockerfile -t relata/standalone .
FROM eclipse-temurin:25-jre AS layers
WORKDIR /build
COPY standalone/target/standalone-*-exec.jar relata.jar
RUN java -Djarmode=tools -jar relata.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home relata \
  && mkdir /data && chown relata /data
USER 10001
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
ENV RELATA_DATA=/data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "relata.jar"]
