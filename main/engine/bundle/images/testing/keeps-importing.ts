/** Imports and removes images for ever, and says when it begins: to be killed at any moment. */
import { ImageStore } from '../image-store.ts';

const [folder = '', ...layouts] = process.argv.slice(2);
const store = await ImageStore.open({ folder, umoci: null });
console.log('begun');
for (let turn = 0; ; turn += 1) {
  const source = layouts[turn % layouts.length] ?? '';
  const [image] = await store.import(source, { name: `turn-${turn % 3}` });
  if (turn % 2 === 1 && image !== undefined) await store.remove(image.id);
}
