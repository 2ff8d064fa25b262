#!/bin/bash
# Brings up docker-compose.yml with images that have been built, proves that the farm in it works, writes down what it
# saw as Markdown, and takes it down again:  deploy/images/record-stack.sh >docs/stack-record.md
# COMPOSE="docker-compose" chooses the program, WITHOUT="grafana" leaves services out.
set -euo pipefail
cd "$(dirname "$0")/../.."
compose=${COMPOSE:-docker compose}
without=${WITHOUT:-}
prometheus=http://127.0.0.1:${PROMETHEUS_PORT:-9090}
patience=240

say() { echo "$*"; }
progress() { echo "record-stack: $*" >&2; }
fail() { progress "$*"; $compose logs --tail 40 >&2 || true; exit 1; }
ids() { $compose ps --all -q "$1"; }

# until_true WHAT COMMAND...
until_true() {
  local what=$1 start=$SECONDS
  shift
  until "$@" >/dev/null 2>&1; do
    [ $((SECONDS - start)) -lt "$patience" ] || fail "not within $patience s: $what"
    sleep 1
  done
  say "- $what, after $((SECONDS - start)) s"
}

healthy() { # SERVICE COUNT
  local count=0 id
  for id in $(ids "$1"); do
    [ "$(docker inspect --format '{{.State.Health.Status}}' "$id")" = healthy ] || return 1
    count=$((count + 1))
  done
  [ "$count" -eq "$2" ]
}

ask() { # QUERY: its first value
  curl --silent --fail --get --data-urlencode "query=$1" "$prometheus/api/v1/query" |
    sed -n 's/.*"value":\[[^,]*,"\([^"]*\)".*/\1/p'
}

answers() { [ "$(ask "$1")" = "$2" ]; }

render() { # NAME
  local start=$SECONDS answer
  answer=$($compose exec -T coordinator farm render examples/two-shots.yaml -o "/tmp/$1.mp4" 2>/dev/null) || fail "no video"
  say "- \`farm render examples/two-shots.yaml\`: \`$answer\`, after $((SECONDS - start)) s"
}

services=$($compose config --services | sort | grep -v -x -F "$(printf '%s\n' worker-gpu dcgm-exporter $without)")
down() { $compose down --volumes --timeout 60 >&2; }
trap down EXIT

say "# The stack of docker-compose.yml, as it came up"
say
say "Written by [deploy/images/record-stack.sh](../deploy/images/record-stack.sh) on $(date -u +%F) with $($compose version 2>/dev/null | head -n 1), engine $(docker version --format '{{.Server.Version}}'), on $(nproc) cores."
[ -z "$without" ] || say "Left out, because its image was not to be had: $without."
say
say "## It comes up"
say
# shellcheck disable=SC2086 # names of services
$compose up --detach $services >&2
for service in $services; do
  case $service in
    topics | keys | prometheus | grafana) ;;
    worker) until_true "2 \`worker\` are healthy" healthy worker 2 ;;
    *) until_true "\`$service\` is healthy" healthy "$service" 1 ;;
  esac
done
for job in coordinator stitcher worker; do
  count=1
  if [ "$job" = worker ]; then count=2; fi
  until_true "Prometheus scrapes $count \`$job\`" answers "sum(up{job=\"$job\"})" "$count"
done
say
say "| service | user | read-only root | image |"
say "|---|---|---|---|"
for service in coordinator stitcher worker; do
  id=$(ids "$service" | head -n 1)
  image=$(docker inspect --format '{{.Image}}' "$id")
  say "| $service | $(docker inspect --format '{{.Config.User}}' "$id") | $(docker inspect --format '{{.HostConfig.ReadonlyRootfs}}' "$id") | $(($(docker image inspect --format '{{.Size}}' "$image") / 1000000)) MB |"
done
say
say "## It renders, and is scaled"
say
render first
until_true "the coordinator knows 2 workers" answers "sum(framefarm_coordinator_live_workers)" 2
# shellcheck disable=SC2086
$compose up --detach --no-recreate --scale worker=4 $services >&2
until_true "4 \`worker\` are healthy" healthy worker 4
until_true "Prometheus scrapes 4 \`worker\`" answers "sum(up{job=\"worker\"})" 4
until_true "the coordinator knows 4 workers" answers "sum(framefarm_coordinator_live_workers)" 4
render second
start=$SECONDS
# shellcheck disable=SC2086
$compose up --detach --no-recreate --scale worker=2 $services >&2
say "- two workers are stopped, after $((SECONDS - start)) s"
until_true "the coordinator knows 2 workers" answers "sum(framefarm_coordinator_live_workers)" 2
render third
until_true "Prometheus has counted 3 videos" answers "sum(framefarm_stitcher_videos_total{outcome=\"published\"})" 3
say "- segments that were given back: $(ask 'sum(framefarm_worker_segments_total{outcome="released"}) or vector(0)'), given up: $(ask 'sum(framefarm_coordinator_events_total{event="segment_failed"})')"
say
say "## What it took"
say
say "| container | memory |"
say "|---|---|"
# shellcheck disable=SC2046 # ids
docker stats --no-stream --format "{{.Name}} {{.MemUsage}}" $(for service in $services; do ids "$service"; done) |
  while read -r name used rest; do
    [ "$used" = 0B ] || say "| $name | $used |"
  done
say
say "Frames: $(ask "sum(framefarm_worker_frames_published_total)") published by the workers that are still there, $(ask "round(sum(framefarm_worker_frame_bytes_published_total) / sum(framefarm_worker_frames_published_total))") bytes each."
say
say "## It stops"
say
start=$SECONDS
$compose stop --timeout 60 >&2
say "- all services, after $((SECONDS - start)) s"
for service in coordinator stitcher worker; do
  say "- \`$service\` ended with $(docker inspect --format '{{.State.ExitCode}}' "$(ids "$service" | head -n 1)") (143: SIGTERM, cleanly)"
done
