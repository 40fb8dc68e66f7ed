/** Checkpoint archives of the bundle engine: frozen, taken away, and brought back. */
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../checkpoint/archive.ts';
import type { RuntimeContainer } from '../../../runtime/oci-runtime.ts';
import { Kept } from '../../../runtime/testing/streams.ts';
import { owned } from '../../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from '../testing/bundle-subject.ts';

/** Changes files of its image, makes some and removes some, then counts. */
const script = `echo changed > /etc/passwd.new; mkdir -p /data/deep; echo new > /data/deep/file; ln -s deep /data/link
chmod 700 /tmp; rm -f /bin/vi; i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done`;
const counts = ['sh', '-c', script];

const last = async ({ engine }: BundleSubject, { id }: RuntimeContainer): Promise<number> => {
  let text = '0';
  for await (const lines of engine.logs(id, { tail: 1, follow: false }, new AbortController().signal)) {
    text = lines.at(-1)?.text ?? text;
  }
  return Number(text);
};
const exec = async ({ engine }: BundleSubject, ctr: RuntimeContainer, ...cmd: string[]) => {
  const output = new Kept();
  const options = { cmd, terminal: false, streams: { input: null, output, error: null } };
  await (await engine.runtimeOf(ctr.id).execContainer(ctr, crypto.randomUUID(), options)).ended;
  return output.text;
};
const look = (subject: BundleSubject, ctr: RuntimeContainer) =>
  exec(subject, ctr, 'sh', '-c', 'cat /etc/passwd.new /data/link/file; stat -c %a /tmp; ls /bin/vi 2>&1; hostname');
const archived = async (subject: BundleSubject) => {
  const ctr = await subject.run(counts, { name: 'original' });
  await expect.poll(() => last(subject, ctr)).toBeGreaterThan(5);
  const file = path.join(subject.root, 'archive.tar');
  const progress: number[] = [];
  await subject.engine
    .runtimeOf(ctr.id)
    .checkpointContainer(ctr, { targetFile: file, onProgress: (bytes) => progress.push(bytes) });
  return { ctr, file, count: await last(subject, ctr), progress };
};
const restore = (subject: BundleSubject, ctr: RuntimeContainer, importFile: string, name: string | null = null) =>
  subject.engine.defaultRuntime().createContainer({ archived: ctr }, { importFile, name });

describe('an archive', () => {
  it("has Podman's layout, is read by the catalogue, and leaves the container frozen", async () => {
    const subject = owned(await startBundleSubject());
    const { ctr, file, progress } = await archived(subject);
    expect(subject.engine.container(ctr.id).summary).toMatchObject({ state: 'exited', checkpointed: true });
    const members = (await promisify(execFile)('tar', ['-tf', file])).stdout.split('\n');
    for (const name of [
      'config.dump',
      'spec.dump',
      'network.status',
      'rootfs-diff.tar',
      'deleted.files',
      'stats-dump',
      'ctr.log',
      'checkpoint/inventory.img',
    ]) {
      expect(members).toContain(name);
    }
    expect(await readArchive(file)).toMatchObject({
      ...{ containerId: ctr.id, containerName: 'original', image: 'localhost/busybox:latest', ociRuntime: 'runc' },
      ...{ tcpEstablished: false, statistics: { frozenMicroseconds: expect.any(Number) } },
    });
    expect(progress.at(-1)).toBeGreaterThan(10_000);
    await expect(subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { targetFile: file })).rejects.toMatchObject(
      { code: 'wrong-state' },
    );
  });

  it('brings the container back where it was, with all its files, after it was removed', async () => {
    const subject = owned(await startBundleSubject());
    const { ctr, file, count } = await archived(subject);
    await expect(restore(subject, ctr, file)).rejects.toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('name'),
    });
    await subject.engine.act(ctr.id, { do: 'remove', force: true, volumes: false, withCheckpoint: true });
    const { container } = await restore(subject, ctr, file);
    expect(container).toEqual({ id: ctr.id, name: 'original' });
    expect(subject.engine.container(ctr.id).summary).toMatchObject({ state: 'running', command: counts });
    await expect.poll(() => last(subject, ctr)).toBeGreaterThan(count + 5);
    expect(await look(subject, ctr)).toBe(
      `changed\nnew\n700\nls: /bin/vi: No such file or directory\n${ctr.id.slice(0, 12)}\n`,
    );
    await subject.engine.act(ctr.id, { do: 'restart', timeoutSeconds: 0 });
    expect(subject.engine.container(ctr.id).summary.state).toBe('running');
  });

  it('makes as many of it as are asked for, each under its own name, which go their own ways', async () => {
    const subject = owned(await startBundleSubject());
    const { ctr, file, count } = await archived(subject);
    const names = ['one', 'two'];
    const made = await Promise.all(names.map((name) => restore(subject, ctr, file, name)));
    for (const { container } of made) {
      await expect.poll(() => last(subject, container)).toBeGreaterThan(count + 5);
      await exec(subject, container, 'sh', '-c', `echo ${container.name} > /etc/passwd.new`);
    }
    for (const { container } of made) expect(await look(subject, container)).toContain(`${container.name}\nnew\n`);
    await expect(restore(subject, ctr, file, 'one')).rejects.toMatchObject({ code: 'conflict' });
    expect(await readdir(path.join(subject.place.folder, 'archives'))).toEqual([]);
  });
});

describe('what can not be restored leaves nothing, and says why', () => {
  it.each([
    ['no archive at all', async (file: string) => writeFile(file, 'nothing'), 'invalid'],
    [
      'one cut short',
      async (file: string) => void (await promisify(execFile)('truncate', ['-s', '40000', file])),
      'invalid',
    ],
    [
      "one without CRIU's images",
      async (file: string) => void (await promisify(execFile)('tar', ['--delete', '-f', file, 'checkpoint'])),
      'invalid',
    ],
    [
      'one without an image of it',
      async (file: string) =>
        void (await promisify(execFile)('tar', ['--delete', '-f', file, 'checkpoint/inventory.img'])),
      'criu',
    ],
  ])('%s', async (_what, spoil, code) => {
    const subject = owned(await startBundleSubject());
    const { ctr, file } = await archived(subject);
    await spoil(file);
    await expect(restore(subject, ctr, file, 'again')).rejects.toMatchObject({ name: 'GantryError', code });
    expect(subject.engine.containers().containers.map(({ name }) => name)).toEqual(['original']);
    expect(await readdir(path.join(subject.place.folder, 'archives'))).toEqual([]);
  });
});
