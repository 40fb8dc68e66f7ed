/** Users and groups of a container, by its own `/etc/passwd` and `/etc/group`: a runtime takes numbers alone. */
import { GantryError } from '../../../shared/errors.ts';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
  readonly additionalGids: readonly number[];
  /** Null where the file knows none. */
  readonly home: string | null;
}

export interface UserFiles {
  /** Empty: the container has none. */
  readonly passwd: string;
  readonly group: string;
}

/**
 * As libpod and Docker have it (`lookup.GetUserGroupInfo`): a number need not be in the file; a name must be. Groups of
 * which the user is a member come along, unless a group is named.
 * @param asked `user`, `uid`, `user:group` …
 * @throws GantryError `invalid` for a name that the container doesn't know
 */
export function resolveUser(asked: string, { passwd, group }: UserFiles): ContainerUser {
  const [userName = '', groupText] = asked.split(':', 2);
  const userText = userName || '0';
  const users = entries(passwd);
  const groups = entries(group);
  const user = find(users, userText);
  const uid = user === undefined ? numberOf(userText) : numberOf(user[2]);
  if (uid === null) throw unknownName('user', userText);
  const home = user?.[5] || null;
  if (groupText) {
    const found = find(groups, groupText);
    const gid = numberOf(found?.[2] ?? groupText);
    if (gid === null) throw unknownName('group', groupText);
    return { uid, gid, additionalGids: [], home };
  }
  const name = user?.[0];
  const additionalGids = groups.flatMap(([, , gid, members = '']) =>
    name !== undefined && members.split(',').includes(name) ? (numberOf(gid) ?? []) : [],
  );
  return { uid, gid: numberOf(user?.[3]) ?? 0, additionalGids, home };
}

/** A name goes before a number, as a name may be one. */
function find(lines: readonly string[][], asked: string): string[] | undefined {
  return lines.find(([name]) => name === asked) ?? lines.find(([, , id]) => id === asked);
}

function entries(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(':'))
    .filter((fields) => fields.length >= 3 && numberOf(fields[2]) !== null);
}

/** Ids have 32 bits; the highest means "none". */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const number = Number(text);
  return number < 0xffff_ffff ? number : null;
}

function unknownName(kind: 'user' | 'group', name: string): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `The container has no ${kind} ${JSON.stringify(name)}.`,
    hint: `Give the ${kind}'s number, or a name that is in its /etc/${kind === 'user' ? 'passwd' : 'group'}.`,
  });
}
