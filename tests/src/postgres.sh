# A PostgreSQL cluster of this test run's own: a fresh directory, a private
# port, loopback only. It lives as long as standard input stays open, which the
# test process holds: however that ends, the cluster ends with it. Until then
# "stop" and "start" on standard input do so, and are answered when it is done.
set -eu
# Whoever runs the tests may hold a lock in an open file: a cluster that were
# left behind would hold it for ever.
exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
port=$1
dir=$(mktemp -d "${TMPDIR:-/tmp}/cove-pg.XXXXXX")
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v postgres || command -v initdb)")
if [ "$(id -u)" = 0 ]; then
  chown postgres "$dir"
  as() { runuser -u postgres -- "$@"; }
else
  as() { "$@"; }
fi
cd "$dir"
as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
start() {
  as "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB" start >/dev/null 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
  echo ready
}
stop() {
  as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 </dev/null || true
}
start
# Ends when the other side of the pipe does.
trap '' INT TERM
while read -r word; do
  case $word in
    stop) stop; echo stopped ;;
    start) start ;;
  esac
done
stop
cd /
rm -rf "$dir"
