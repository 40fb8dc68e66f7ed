import { CopyButton, IconButton, Link, ToggleButton } from '../../ui/index.ts';
import styles from './LogView.module.css';
import { selectedText } from './selection.ts';
import type { Log } from './use-log.ts';

const stateWords = { opening: 'Reading…', following: 'Live', ended: 'Ended', failed: 'Broken off' } as const;

function linesWords({ lines, dropped }: Log): string {
  const count = `${lines.length.toLocaleString('en')} ${lines.length === 1 ? 'line' : 'lines'}`;
  return dropped === 0 ? count : `${count}, ${dropped.toLocaleString('en')} older ones let go`;
}

/** How the log is doing, and how it is shown. */
export function LogFoot(props: {
  readonly log: Log;
  readonly hasRun: boolean;
  readonly follow: boolean;
  readonly setFollow: (follow: boolean) => void;
  readonly showTimes: boolean;
  readonly setShowTimes: (show: boolean) => void;
  readonly wrap: boolean;
  readonly setWrap: (wrap: boolean) => void;
}) {
  const { log, hasRun, follow, setFollow, showTimes, setShowTimes, wrap, setWrap } = props;
  const { lines, state } = log;
  const noLines = lines.length === 0 ? 'there are no lines' : undefined;
  return (
    <footer className={styles.foot}>
      <p className={styles.state}>
        <span className={styles.live} data-state={state.state} data-at-end={follow || undefined} role="status">
          {hasRun || lines.length > 0 || state.state === 'failed' ? stateWords[state.state] : 'It has not run yet'}
        </span>
        {(hasRun || lines.length > 0) && <span className={styles.amount}>{linesWords(log)}</span>}
        {log.hasOlder && <Link onPress={log.readOlder}>Read older ones</Link>}
        {log.canFollowAgain && <Link onPress={log.followAgain}>Follow again</Link>}
      </p>
      <ToggleButton label="Follow: stay at the end" icon="toEnd" isSelected={follow} onChange={setFollow} />
      <ToggleButton label="Times" icon="clock" isSelected={showTimes} onChange={setShowTimes} />
      <ToggleButton label="Wrap long lines" icon="wrap" isSelected={wrap} onChange={setWrap} />
      <CopyButton text={() => selectedText(lines, null, showTimes)} label="Copy all lines" disabled={noLines} />
      <IconButton
        label="Clear the view"
        note="the engine keeps the log"
        icon="clear"
        disabled={noLines}
        onPress={log.clear}
      />
    </footer>
  );
}
