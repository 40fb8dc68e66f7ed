/** The programs of the containers in the pictures, for busybox's shell. */

/** Writes a coloured access log, at first enough to fill a view, with a warning now and then on its standard error. */
export const web = `#!/bin/sh
i=0
line() {
  i=$((i + 1))
  n=$((i * 7919 % 97))
  case $((i % 9)) in
    4) printf '\\033[33mWARN\\033[0m  GET /products/%d answered in \\033[33m%d ms\\033[0m\\n' $n $((400 + n * 3)) >&2 ;;
    7) printf '\\033[36mINFO\\033[0m  POST /cart \\033[32m201\\033[0m item=%d session=%x\\n' $n $((n * 65537)) ;;
    *) printf '\\033[36mINFO\\033[0m  GET /products/%d \\033[32m200\\033[0m %d ms\\n' $n $((3 + n % 20)) ;;
  esac
}
echo 'listening on :80, 4 workers'
while [ $i -lt 60 ]; do line; done
mkdir -p /www
echo '<h1>The shop</h1>' > /www/index.html
httpd -p 80 -h /www
while sleep 2; do line; done
`;

/** Works hard and less hard by turns, and asks the web server that WEB names. */
export const worker = `#!/bin/sh
[ -n "$QUIET" ] && exec sleep 100000
n=0
while :; do
  n=$((n + 1))
  k=0
  while [ $k -lt $((20000 + (n % 9) * 15000)) ]; do k=$((k + 1)); done
  wget -q -O /dev/null "http://$WEB/"
  dd if=/dev/zero of=/spool bs=64k count=$((8 + n % 5 * 8)) conv=fsync 2>/dev/null
  sleep 0.3
done
`;

export const db = `#!/bin/sh
case $1 in
  --migrate) echo '14 migrations applied' ;;
  --dump) echo 'no space left on /backup' >&2; exit 28 ;;
  *) echo "storage $1: ready"; exec sleep 100000 ;;
esac
`;

export const cache = `#!/bin/sh
echo ready
exec sleep 100000
`;
