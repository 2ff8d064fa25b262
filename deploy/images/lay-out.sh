#!/bin/bash
# Sorts what was built into the layers of the images: lay-out.sh deploy/target /layout
# Nobody in an image starts a broker or a Redis inside the process, so those stay out.
set -euo pipefail
built=$1 layout=$2
mkdir -p "$layout"/{common,stitcher,worker}

layer_of() {
  case $(basename "$1") in
    onnxruntime*) echo worker ;;
    ffmpeg* | javacpp*) echo stitcher ;;
    kafka-clients*) echo common ;;
    kafka* | scala* | log4j* | argparse4j* | embedded-redis*) ;;
    *) echo common ;;
  esac
}

tr ':' '\n' <"$built/farm.classpath" | while IFS= read -r library || [ -n "$library" ]; do
  layer=$(layer_of "$library")
  if [ -n "$layer" ]; then cp "$library" "$layout/$layer/"; fi
done
cp "$built"/framefarm-deploy-*.jar "$layout/common/"
