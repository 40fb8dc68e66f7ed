// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debianMirror } from './fetch.mjs';

const debian = 'ID=debian\nVERSION_CODENAME=bookworm\n';

test("the mirror is the one of the machine's own suite", () => {
  const targets = [
    'https://packages.example.org/apt|tools|main',
    'http://security.debian.example/debian-security|bookworm-security|main',
    'http://mirror.example/debian|bookworm|main',
    'http://mirror.example/debian|bookworm|contrib',
  ].join('\n');
  assert.equal(debianMirror(targets, debian), 'http://mirror.example/debian');
});

test('there is none where the machine is no Debian, or names none', () => {
  assert.equal(
    debianMirror('http://archive.example/ubuntu|noble|main', 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n'),
    null,
  );
  assert.equal(debianMirror('', debian), null);
});
