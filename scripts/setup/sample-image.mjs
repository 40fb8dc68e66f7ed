// @ts-check
/** Makes the sample image in whatever engine the environment leads to: a Podman, or the bundle engine. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot, toolNode } from './paths.mjs';
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

/**
 * For the bundle engine, where that has no image yet.
 * @param {string} busybox
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} how many there were before
 */
export function giveBundleEngineImage(busybox, env) {
  return inWorkFolder(path.join(tmpdir(), 'gantry-sample'), async (work) => {
    const root = path.join(work, 'root');
    await makeSampleRootfs(busybox, root);
    // What takes it in is the app's own, in TypeScript.
    const program = path.join(projectRoot, 'main', 'engine', 'bundle', 'first-image.ts');
    return Number(await must(toolNode, [program, root, sampleImage], env));
  });
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<string>} what it prints */
async function must(command, args, env) {
  const done = await run(command, args, { env, timeout: 60_000 });
  if (done.code !== 0) throw new Error(`${path.basename(command)} ${args[0]}: ${lastWords(done)}`);
  return done.stdout;
}
