import { describe, expect, it } from 'vitest';
import { labelWarnings, type RunningLabels } from './label-warnings.ts';

const container = (name: string, processLabel: string, kernelLabel: string | null = processLabel): RunningLabels => ({
  id: `${name}-id`,
  name,
  pod: null,
  processLabel,
  kernelLabel,
});
const confined = (level: string) => `system_u:system_r:container_t:${level}`;

/** The kinds of warnings of each, by name. */
function kinds(...containers: RunningLabels[]) {
  const found = labelWarnings(containers);
  return Object.fromEntries(containers.map(({ id, name }) => [name, (found.get(id) ?? []).map(({ kind }) => kind)]));
}

describe('the warnings of labels', () => {
  it('are none where each has categories of its own, and the kernel agrees', () => {
    expect(kinds(container('one', confined('s0:c1,c2')), container('two', confined('s0:c1,c3'), null))).toEqual({
      one: [],
      two: [],
    });
    expect(kinds(container('one', confined('s0:c2,c1'), confined('s0:c1,c2')))).toEqual({ one: [] });
  });

  it('tell of one that the kernel knows otherwise', () => {
    const other = confined('s0:c1,c2').replace('container_t', 'other_t');
    expect(kinds(container('one', confined('s0:c1,c2'), other))).toEqual({ one: ['differs'] });
    expect(labelWarnings([container('one', confined('s0:c1,c2'), other)]).get('one-id')?.[0]?.text).toContain(
      `the kernel reports ${other}`,
    );
  });

  it.each([
    ['without a label', '', 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023', ['unconfined']],
    ['without a label, where the kernel can not be asked', '', null, ['unconfined']],
    ['privileged', 'system_u:system_r:spc_t:s0', null, ['unconfined']],
    ['that has left its type', confined('s0:c1,c2'), 'system_u:system_r:spc_t:s0:c1,c2', ['unconfined', 'differs']],
  ])('tell of one %s', (_what, given, kernel, expected) => {
    expect(kinds(container('one', given, kernel))).toEqual({ one: expected });
  });

  it('tell of two that share their categories, by name', () => {
    const clones = [container('one', confined('s0:c1,c2')), container('two', confined('s0:c2,c1'))] as const;
    expect(kinds(...clones, container('three', confined('s0:c3,c4')))).toEqual({
      one: ['shared-categories'],
      two: ['shared-categories'],
      three: [],
    });
    expect(labelWarnings(clones).get('one-id')?.[0]?.text).toContain("don't keep two away");
  });

  it('tell it of the one alone that the other can reach', () => {
    expect(kinds(container('weak', confined('s0')), container('strong', confined('s0:c1,c2')))).toEqual({
      weak: ['shared-categories'],
      strong: [],
    });
  });

  it('go by what the kernel reports, and leave out what no category separates', () => {
    expect(
      kinds(
        container('moved', confined('s0:c1,c2'), confined('s0:c3,c4')),
        container('stays', confined('s0:c1,c2')),
        container('free', 'system_u:system_r:spc_t:s0:c1,c2'),
      ),
    ).toEqual({ moved: ['differs'], stays: [], free: ['unconfined'] });
  });

  it('say nothing of the containers of one pod, which share theirs as they share their namespaces', () => {
    const inPod = (name: string) => ({ ...container(name, confined('s0:c1,c2')), pod: 'app' });
    expect(kinds(inPod('infra'), inPod('app'), container('three', confined('s0:c3')))).toEqual({
      infra: [],
      app: [],
      three: [],
    });
    expect(kinds(inPod('infra'), container('two', confined('s0:c1,c2')))).toMatchObject({
      infra: ['shared-categories'],
    });
  });

  it('name a few of many', () => {
    const many = Array.from({ length: 1000 }, (_, at) => container(`n${at}`, confined('s0')));
    expect(labelWarnings(many).get('n0-id')?.[0]?.text).toContain("don't keep n1, n2, n3, n4, n5, 994 more away");
  });
});
