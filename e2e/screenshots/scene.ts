/** What is in the pictures: the containers of a small web shop. They really run, and do as little as looks alive. */
import type { TestEngine } from '../fixtures.ts';

/** So often an access log is long enough to fill a view. */
const requests = 60;

/** Writes a coloured access log, with a warning now and then on its standard error, and goes on slowly. */
const accessLog = `
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
echo 'listening on :80, workers=4'
while [ $i -lt ${requests} ]; do line; done
mkdir -p /www
echo hello > /www/index.html
httpd -p 80 -h /www
while sleep 2; do line; done`;

/** Works hard and less hard by turns, asks the web server, and writes to its disk. */
const work = (address: string) => `
n=0
while :; do
  n=$((n + 1))
  k=0
  while [ $k -lt $((20000 + (n % 9) * 15000)) ]; do k=$((k + 1)); done
  wget -q -O /dev/null http://${address}/
  dd if=/dev/zero of=/var/spool bs=64k count=$((8 + n % 5 * 8)) conv=fsync 2>/dev/null
  sleep 0.3
done`;

const images = ['shop/web:2.4', 'shop/worker:2.4', 'shop/db:16', 'shop/cache:7'];

/** Makes the containers, the oldest first. */
export async function makeScene(engine: TestEngine): Promise<void> {
  const { podman } = engine;
  for (const image of images) await podman(['tag', engine.image, `localhost/${image}`]);
  const run = (name: string, image: string, options: readonly string[], ...command: readonly string[]) =>
    podman(['run', '--detach', '--name', name, ...options, `localhost/${image}`, ...command]);

  await run(
    'db',
    'shop/db:16',
    ['--volume', 'orders:/var/lib/db', '--env', 'DB_NAME=orders'],
    'sh',
    '-c',
    'sleep 100000',
  );
  await run('cache', 'shop/cache:7', ['--env', 'MAX_MEMORY=64m'], 'sh', '-c', 'echo ready; sleep 100000');
  const web = ['--publish', '18080:80', '--env', 'TZ=UTC', '--env', 'WORKERS=4', '--memory', '128m'];
  await run('web', 'shop/web:2.4', web, 'sh', '-c', accessLog);
  const { stdout } = await podman(['inspect', '--format', '{{.NetworkSettings.IPAddress}}', 'web']);
  await run('worker', 'shop/worker:2.4', ['--init'], 'sh', '-c', work(stdout.trim()));
  await run('mailer', 'shop/worker:2.4', [], 'sh', '-c', 'sleep 100000');
  await podman(['pause', 'mailer']);
  await run('migrate', 'shop/web:2.4', [], 'sh', '-c', 'echo 14 migrations applied');
  await run('backup', 'shop/db:16', [], 'sh', '-c', 'echo "no space left on /backup" >&2; exit 28');
  await podman(['wait', 'migrate', 'backup']);
  await podman(['create', '--name', 'preview', '--tty', '--interactive', 'localhost/shop/web:2.4', 'sh']);
}
