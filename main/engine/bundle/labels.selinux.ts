/** Which labels the bundle engine's containers run with, by the word of a kernel that enforces them. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseContext } from '../../../shared/selinux.ts';
import { parseLevelRange } from '../../../shared/selinux-level.ts';
import { isAlive, knownProcess, pidIn, signalProcess } from '../../runtime/conmon/processes.ts';
import { settingsOf } from '../../runtime/conmon/runtime-settings.ts';
import { crunPrograms } from '../../runtime/conmon/testing/programs.ts';
import { freeCategories } from '../../selinux/categories.ts';
import { processLabels } from '../../selinux/kernel.ts';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';
import { inside, kernelLabelOf, sleeper, startEnforced } from './testing/enforcing.ts';

const removal = { do: 'remove', force: true, volumes: false } as const;
const nothing = { disable: false, type: null, level: null };
let subject: BundleSubject;
beforeAll(async () => {
  subject = await startEnforced();
});
afterAll(() => subject[Symbol.asyncDispose]());

describe('a container runs as', () => {
  it.each([
    ['container_t with two categories of its own', sleeper, nothing, /^system_u:system_r:container_t:s0:c\d+,c\d+$/],
    ['container_init_t with an init', ['/sbin/init'], nothing, /^system_u:system_r:container_init_t:s0:c\d+,c\d+$/],
    ['the type that it was given', sleeper, { ...nothing, type: 'container_kvm_t' }, /:container_kvm_t:s0:c\d+,c\d+$/],
    ['its type also with an init', ['/sbin/init'], { ...nothing, type: 'container_t' }, /:container_t:s0:c\d+,c\d+$/],
    ['the level that it was given', sleeper, { ...nothing, level: 's0:c1,c2' }, /:container_t:s0:c1,c2$/],
  ])('%s', async (_, command, selinux, label) => {
    const ctr = await subject.run(command, { selinux });
    expect(await kernelLabelOf(subject, ctr)).toMatch(label);
    const given = await kernelLabelOf(subject, ctr);
    expect(await subject.engine.selinux(ctr.id)).toMatchObject({
      ...{ enabled: true, processLabel: given, kernelLabel: given, kernelLabelMissing: null },
      mountLabel: `system_u:object_r:container_file_t:${parseContext(given)?.level}`,
    });
    const { labels, warned } = subject.engine.containers();
    expect(labels.find(({ containerId }) => containerId === ctr.id)?.processLabel).toBe(given);
    expect(warned).toEqual([]);
    await subject.engine.act(ctr.id, removal);
  });

  it('who started it, where it shall have no label, which is warned of', async () => {
    const ctr = await subject.run(sleeper, { selinux: { ...nothing, disable: true } });
    expect(parseContext(await kernelLabelOf(subject, ctr))?.type).not.toMatch(/^container_(t|init_t|kvm_t)$/);
    expect(await subject.engine.selinux(ctr.id)).toMatchObject({ processLabel: '', requested: ['label=disable'] });
    const kinds = () => subject.engine.containers().warned.flatMap(({ warnings }) => warnings.map(({ kind }) => kind));
    await expect.poll(kinds).toEqual(['unconfined']);
    await subject.engine.act(ctr.id, removal);
  });

  it('container_kvm_t where its OCI runtime separates it by a virtual machine', async () => {
    const { path, conmon } = await crunPrograms();
    const text = `[engine]\nruntime = "vm"\nruntime_supports_kvm = ["vm"]\nconmon_path = ["${conmon}"]\n[engine.runtimes]\nvm = ["${path}"]\n`;
    const other = owned(await startBundleSubject(await crunPrograms(), { settings: settingsOf([text]) }));
    expect(await kernelLabelOf(other, await other.run(sleeper))).toMatch(/:container_kvm_t:s0:c\d+,c\d+$/);
  });
});

it('what is run in a container later has its label', async () => {
  const ctr = await subject.run(sleeper);
  const given = await kernelLabelOf(subject, ctr);
  const { text } = await inside(subject, ctr, 'cat', '/proc/self/attr/current');
  expect(text.replace(/\0$/, '')).toBe(given);
  await subject.engine.act(ctr.id, removal);
});

describe('the two categories of a container', () => {
  const pairOf = async (label: string) => {
    const [lower = 0, higher = 0] = parseLevelRange(parseContext(label)?.level ?? '')?.high.categories ?? [];
    expect(higher).toBeGreaterThan(lower);
    /** What another would get that draws the same lot. */
    const next = async () => {
      const known = subject.engine.containers().labels.map(({ processLabel }) => processLabel);
      return freeCategories([...known, ...(await processLabels())], () => (higher * (higher - 1)) / 2 + lower);
    };
    return { pair: [lower, higher], next };
  };

  it('are its alone', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => subject.create(sleeper)));
    const levels = subject.engine.containers().labels.map(({ processLabel }) => parseContext(processLabel)?.level);
    expect(levels).toHaveLength(made.length);
    expect(new Set(levels).size).toBe(made.length);
    for (const { id } of made) await subject.engine.act(id, removal);
  });

  it('are kept also where the container and its conmon were killed, and the app was started again, and are free when it is removed', async () => {
    const ctr = await subject.run(sleeper);
    const { pair, next } = await pairOf(await kernelLabelOf(subject, ctr));
    expect(await next()).not.toEqual(pair);
    const conmon = await pidIn(path.join(subject.place.runFolder, 'crun', 'containers', ctr.id, 'conmon.pid'));
    const first = await knownProcess(subject.engine.container(ctr.id).summary.pid ?? 0);
    if (conmon === null || first === null) throw new Error('It does not run.');
    for (const pid of [conmon, first.pid]) signalProcess(pid, 'SIGKILL');
    await expect.poll(() => isAlive(first)).toBe(false);
    await subject.restart();
    expect(subject.engine.container(ctr.id).summary.state).toBe('exited');
    expect(await next()).not.toEqual(pair);
    await subject.engine.act(ctr.id, removal);
    expect(await next()).toEqual(pair);
  });
});
