// @ts-check
/** Makes the sample image in whatever Podman the environment leads to. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastWords, run } from './run.mjs';
import { makeSampleRootfs } from './sample-rootfs.mjs';
import { inWorkFolder } from './work-folder.mjs';

export const sampleImage = 'localhost/gantry-sample:latest';

/**
 * @param {string} busybox a static one
 * @param {NodeJS.ProcessEnv} env
 */
export async function importSampleImage(busybox, env) {
  await inWorkFolder(path.join(tmpdir(), 'gantry-sample'), async (work) => {
    const root = path.join(work, 'root');
    await makeSampleRootfs(busybox, root);
    const archive = path.join(work, 'root.tar');
    await must(
      'tar',
      ['--create', '--file', archive, '--directory', root, '--owner=0', '--group=0', '--numeric-owner', '.'],
      env,
    );
    const changes = ['CMD ["/bin/sh"]', 'ENV PATH=/bin:/sbin:/usr/bin:/usr/sbin', 'WORKDIR /root'];
    const options = changes.flatMap((change) => ['--change', change]);
    await must('podman', ['import', '--quiet', ...options, archive, sampleImage], env);
  });
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function must(command, args, env) {
  const done = await run(command, args, { env, timeout: 60_000 });
  if (done.code !== 0) throw new Error(`${command} ${args[0]}: ${lastWords(done)}`);
}
