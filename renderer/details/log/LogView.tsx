import '../../ui/ansi-colours.css';
import { useRef, useState } from 'react';
import { z } from 'zod/mini';
import { logBudget } from '../../../shared/logs.ts';
import { useRemembered } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { LogFoot } from './LogFoot.tsx';
import { LogLines } from './LogLines.tsx';
import { LogNote } from './LogNote.tsx';
import { LogSearchBar } from './LogSearchBar.tsx';
import styles from './LogView.module.css';
import { type Log, useLog } from './use-log.ts';
import { useLogSearch } from './use-log-search.ts';
import { useUnseen } from './use-unseen.ts';

const yesOrNo = z.boolean();

/** That the log doesn't begin where its first line stands. */
function olderWords({ cutFor, limit }: Log): string | null {
  if (cutFor === null) return null;
  const kept = cutFor === 'size' ? `${logBudget / 1024 ** 2} MB` : `${limit.toLocaleString('en')} lines`;
  return `Older lines are not shown: only the last ${kept} are kept.`;
}

/** A container's log: its last lines, then each as it comes; of one that has ended what it left. */
export function LogView({ target, summary }: PaneProps) {
  const log = useLog(target, summary);
  const [follow, setFollow] = useState(true);
  const [showTimes, setShowTimes] = useRemembered('log.times', yesOrNo, false);
  const [wrap, setWrap] = useRemembered('log.wrap', yesOrNo, false);
  // What the search stands at stays in view, whatever comes.
  const search = useLogSearch(log.lines, () => setFollow(false));
  const unseen = useUnseen(log.lines, follow);
  const hasRun = summary.state !== 'created' && summary.state !== 'initialized';
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div className={styles.view}>
      <LogSearchBar search={search} />
      <div className={styles.place}>
        <LogLines
          {...{ scroller, follow, setFollow, wrap, showTimes }}
          lines={log.lines}
          heading={olderWords(log)}
          matcher={search.matcher}
          goal={search.goal}
        />
        <LogNote log={log} hasRun={hasRun} unseen={unseen} onGoToEnd={() => setFollow(true)} />
      </div>
      <LogFoot {...{ log, hasRun, follow, setFollow, showTimes, setShowTimes, wrap, setWrap }} />
    </div>
  );
}
