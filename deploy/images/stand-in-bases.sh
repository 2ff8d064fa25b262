#!/bin/bash
# For machines that reach no registry of images: makes stand-ins for the base images of the Dockerfiles and of
# docker-compose.yml from two Debian roots, under the same names, so that both can be tried unchanged.
#   stand-in-bases.sh RUN_ROOT BUILD_ROOT MAVEN_REPOSITORY KAFKA_CLASS_PATH
# RUN_ROOT:   debootstrap --variant=minbase --include=openjdk-17-jre-headless,redis-server,prometheus bookworm RUN_ROOT
# BUILD_ROOT: the same with maven and openjdk-17-jdk-headless
# KAFKA_CLASS_PATH: a file with jars, separated by colons (deploy/target/farm.classpath has the broker's)
set -euo pipefail
run_root=$1 build_root=$2 repository=$3 kafka_class_path=$4
path='ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

echo "Java, Redis and Prometheus"
tar -C "$run_root" --exclude=./proc --exclude=./sys --exclude=./var/cache/apt -c . | docker import --change "$path" - eclipse-temurin:17-jre
docker tag eclipse-temurin:17-jre redis:7.4
tar -C "$run_root" --exclude=./proc --exclude=./sys --exclude=./var/cache/apt -c . |
  docker import --change "$path" --change 'ENTRYPOINT ["/usr/bin/prometheus"]' - prom/prometheus:v2.53.4

echo "Maven, with what it has fetched before"
tar -C "$build_root" --exclude=./proc --exclude=./sys --exclude=./var/cache/apt -c . |
  docker import --change "$path" - framefarm/stand-in-maven
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
cp -a "$repository" "$context/repository"
printf 'FROM framefarm/stand-in-maven\nCOPY repository /root/.m2/repository\n' >"$context/Dockerfile"
DOCKER_BUILDKIT=0 docker build --quiet -t maven:3.9-eclipse-temurin-17 "$context"
rm -rf "$context"/*

echo "Kafka"
mkdir "$context/libs"
tr ':' '\n' <"$kafka_class_path" | grep -v -e framefarm -e onnxruntime -e ffmpeg -e logback | xargs -I{} cp {} "$context/libs/"
# As the real image does: KAFKA_NODE_ID becomes node.id, and so on.
cat >"$context/start" <<'START'
#!/bin/bash
set -euo pipefail
env | sed -n 's/^KAFKA_\([A-Z0-9_]*\)=/\1=/p' | while IFS='=' read -r key value; do
  echo "$(echo "$key" | tr 'A-Z_' 'a-z.')=$value"
done >/tmp/server.properties
java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format --ignore-formatted -t "$CLUSTER_ID" -c /tmp/server.properties
exec java -Xmx512m -cp '/opt/kafka/libs/*' kafka.Kafka /tmp/server.properties
START
chmod +x "$context/start"
cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM eclipse-temurin:17-jre
COPY libs /opt/kafka/libs
COPY start /start
CMD ["/start"]
DOCKERFILE
DOCKER_BUILDKIT=0 docker build --quiet -t apache/kafka:4.4.0 "$context"
