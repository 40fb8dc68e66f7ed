/** Puts the screens of the sessions onto the pane's stage, and tells the store what comes from them. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { GantryError, toErrorData } from '../../shared/errors.ts';
import type { SessionSummary, TerminalSize } from '../../shared/session.ts';
import { customarySize, measureWith } from '../state/pane-size.ts';
import { seeIdleWith } from '../state/quitting.ts';
import { ring, setTitle } from '../state/session-marks.ts';
import { takeOne, tellTrouble, useSessions } from '../state/sessions.ts';
import { openLink } from './actions.ts';
import { followEnds, hasJustEnded } from './fresh-ends.ts';
import { isGone } from './gone.ts';
import { commandOf } from './keys.ts';
import { surelyIdles } from './prompt.ts';
import type { Screen } from './screen.ts';
import { cleanTitle } from './untrusted-text.ts';
import { Views } from './views.ts';
import { mayRunOn } from './words.ts';

export interface Stage {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** The one in front. */
  readonly screen: Screen | null;
  /** The address of the link under the pointer. */
  readonly link: string | null;
}

export function useStage(): Stage {
  const ref = useRef<HTMLDivElement>(null);
  const [views, setViews] = useState<Views | null>(null);
  const [screen, setScreen] = useState<Screen | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const { sessions, activeId, fontSize, screenReader } = useSessions();

  useEffect(() => {
    const stage = ref.current;
    if (stage === null) return;
    const made = makeViews(stage, setLink);
    const forgetMeasure = measureWith(() => measured(made));
    const forgetIdle = seeIdleWith((session, programs) => surelyIdles(session, made.get(session.id), programs));
    setViews(made);
    return () => {
      forgetMeasure();
      forgetIdle();
      made.dispose();
      setViews(null);
      setScreen(null);
    };
  }, []);

  useEffect(followEnds, []);

  useEffect(() => {
    if (views === null) return;
    views.keepOnly(new Set(sessions.map(({ id }) => id)));
    setScreen(views.show(activeId));
    setLink(null);
  }, [views, sessions, activeId]);

  useEffect(() => {
    if (views !== null) views.options = { fontSize, screenReader };
  }, [views, fontSize, screenReader]);

  return { ref, screen, link };
}

function sessionOf(id: string): SessionSummary | null {
  return useSessions.getState().sessions.find((session) => session.id === id) ?? null;
}

function makeViews(stage: HTMLElement, setLink: (url: string | null) => void): Views {
  const { fontSize, screenReader } = useSessions.getState();
  return new Views(
    stage,
    { fontSize, screenReader },
    {
      openLink,
      hoverLink: setLink,
      key: (event) => commandOf(event) === null && !(event.key === 'Enter' && enterStarts()),
      session: sessionOf,
      of: (id) => ({
        state: takeOne,
        title: (title) => setTitle(id, cleanTitle(title)),
        bell: () => {
          if (!isLookedAt(stage, id)) ring(id);
        },
        inputRefused: (bytes) => tellTrouble(refusedInput(bytes)),
      }),
      failed: (id, thrown) => {
        const session = sessionOf(id);
        if (session !== null) takeOne({ ...session, state: { state: 'failed', error: toErrorData(thrown) } });
      },
    },
  );
}

function refusedInput(bytes: number): GantryError {
  return new GantryError({
    code: 'wrong-state',
    message: `The program doesn’t read what it is given: ${bytes.toLocaleString('en')} bytes more were not taken.`,
    hint: 'Wait until it reads, or put the text into a file that is mounted into the container.',
  });
}

function inFront(): SessionSummary | null {
  const { activeId } = useSessions.getState();
  return activeId === null ? null : sessionOf(activeId);
}

/** Whether the session in front has come to its end, and can be started again: not where its container is gone. */
export function hasEnded(): boolean {
  const session = inFront();
  const state = session?.state.state;
  return (state === 'ended' || state === 'failed') && !isGone(session);
}

/**
 * Whether Enter alone starts the session in front again: not a moment after its end, nor what may run on and would be
 * ended by it, since whoever typed when the connection was lost types on.
 */
export function enterStarts(): boolean {
  const session = inFront();
  return session !== null && hasEnded() && !hasJustEnded(session) && !mayRunOn(session.state);
}

function isLookedAt(stage: HTMLElement, sessionId: string): boolean {
  return useSessions.getState().activeId === sessionId && stage.contains(document.activeElement) && document.hasFocus();
}

/** Waits until the pane, which may just have been opened, is laid out. */
async function measured(views: Views): Promise<TerminalSize> {
  for (let frame = 0; frame < 30; frame += 1) {
    const size = views.measure();
    if (size !== null) return size;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return customarySize;
}
