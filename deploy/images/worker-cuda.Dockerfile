# The worker on NVIDIA GPUs: TensorRT, else CUDA. The driver comes from the host (NVIDIA Container Toolkit).
#   docker build -f deploy/images/worker-cuda.Dockerfile -t framefarm/worker-cuda .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -Pgpu -pl deploy -am package -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true \
    && deploy/images/lay-out.sh deploy/target /layout

FROM eclipse-temurin:17-jre AS java

FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04
# What ONNX Runtime 1.29 was built for. Without a version, apt takes the latest, which may be for CUDA 13.
ARG TENSORRT=10.14.1.48-1+cuda12.9
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libnvinfer10=$TENSORRT libnvinfer-plugin10=$TENSORRT libnvonnxparsers10=$TENSORRT \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 farm \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin farm \
    && mkdir -p /models /engines && chown farm /engines
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --from=build /layout/common /layout/worker /opt/farm/lib/
COPY deploy/images/farm deploy/images/healthy /opt/farm/bin/
COPY deploy/packs /opt/farm/deploy/packs
# A GPU that cannot be used is an error here, not a reason to be slow.
ENV PATH=/opt/farm/bin:/opt/java/openjdk/bin:$PATH FARM_METRICS_PORT=9464 FARM_METRICS_HOST=0.0.0.0 \
    FARM_PROVIDERS=tensorrt,cuda FARM_ENGINES=/engines
USER 10001:10001
WORKDIR /opt/farm
VOLUME /models /engines
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["healthy"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["farm"]
CMD ["worker"]
