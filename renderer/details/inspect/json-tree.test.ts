import { describe, expect, it } from 'vitest';
import { jsonText, treeOf, visibleNodes } from './json-tree.ts';
import { pieces, search } from './search.ts';

const nodes = treeOf({
  Id: 'abc',
  State: { Pid: 42, Health: null },
  Config: { Env: ['PATH=/bin', 'TERM=xterm'], Labels: { 'a b': 'x', '80/tcp': true } },
  Empty: [],
});

describe('the inspect tree', () => {
  it("names every node by jq's path", () => {
    expect(nodes.map((node) => node.path)).toEqual([
      '.Id',
      '.State',
      '.State.Pid',
      '.State.Health',
      '.Config',
      '.Config.Env',
      '.Config.Env[0]',
      '.Config.Env[1]',
      '.Config.Labels',
      '.Config.Labels["a b"]',
      '.Config.Labels["80/tcp"]',
      '.Empty',
    ]);
    expect(treeOf([{ Id: 1 }]).map((node) => node.path)).toEqual(['.[0]', '.[0].Id']);
  });

  it('tells how much is in a branch and writes scalars as JSON', () => {
    const text = (path: string) => nodes.find((node) => node.path === path)?.text;
    expect(text('.Config')).toBe('2 fields');
    expect(text('.Config.Env')).toBe('2 items');
    expect(text('.Empty')).toBe('[]');
    expect(text('.Id')).toBe('"abc"');
    expect(text('.State.Health')).toBe('null');
  });

  it('hides nothing, and changes nothing by that', () => {
    const value = { 'a\u202e': 'x\u200by\u{e0041}', plain: 'ä → 😀' };
    const text = jsonText(value, 2);
    expect(text).toBe('{\n  "a\\u202e": "x\\u200by\\udb40\\udc41",\n  "plain": "ä → 😀"\n}');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('shows only what is under open branches', () => {
    expect(visibleNodes(nodes, new Set()).map((node) => node.key)).toEqual(['Id', 'State', 'Config', 'Empty']);
    // An open branch under a closed one is not seen.
    expect(visibleNodes(nodes, new Set(['.State', '.Config.Env'])).map((node) => node.key)).toEqual([
      'Id',
      'State',
      'Pid',
      'Health',
      'Config',
      'Empty',
    ]);
  });
});

describe('the search in it', () => {
  it('finds names and values whatever their case, and opens the branches above', () => {
    expect(search(nodes, 'XTERM')).toEqual({ matches: ['.Config.Env[1]'], open: new Set(['.Config', '.Config.Env']) });
    expect(search(nodes, 'pid').matches).toEqual(['.State.Pid']);
  });

  it('finds a path', () => {
    expect(search(nodes, '.state.pid').matches).toEqual(['.State.Pid']);
  });

  it('finds nothing for nothing', () => {
    expect(search(nodes, '  ').matches).toEqual([]);
    expect(search(nodes, 'not there').matches).toEqual([]);
  });

  it('cuts a text at each hit and loses nothing of it', () => {
    expect(pieces('abcABC', 'bc')).toEqual(['a', 'bc', 'A', 'BC', '']);
    expect(pieces('<b>', '')).toEqual(['<b>']);
    expect(pieces('İstanbul', 'i').join('')).toBe('İstanbul');
  });
});
