/**
 * What every driver of `OCIRuntime` has to do, on a real engine. The same tests run for each of them; what one can't do is
 * in its `lacks`, and has to be refused then.
 */
import { describe } from 'vitest';
import { attach } from './conformance/attach.ts';
import { checkpoint } from './conformance/checkpoint.ts';
import { Driven } from './conformance/driven.ts';
import { exec } from './conformance/exec.ts';
import { execStreams } from './conformance/exec-streams.ts';
import { life } from './conformance/life.ts';
import { told } from './conformance/told.ts';
import type { Subject } from './subject.ts';

export function conforms(
  what: string,
  start: () => Promise<Subject>,
  parts = [life, checkpoint, told, exec, execStreams, attach],
) {
  describe(what, () => {
    const driven = new Driven(start);
    for (const part of parts) part(driven);
  });
}
