/** Connects and disconnects containers for ever, and says when it begins: to be killed at any moment. */
import { Networks } from '../networks.ts';

const [runFolder = '', folder = '', netavark = ''] = process.argv.slice(2);
const networks = new Networks({ runFolder, folder, netavark });
console.log('begun');
for (let turn = 0; ; turn += 1) {
  const id = `c${turn % 3}`;
  const port = { hostIp: '', hostPort: 20_000 + (turn % 3), containerPort: 80, protocol: 'tcp' } as const;
  await networks.connect({ id, name: id }, 'bridge', [port]);
  if (turn % 2 === 1) await networks.disconnect({ id, name: id });
}
