import { type ContainerDetails, type ContainerSummary, hasFailed } from '../../../shared/container.ts';
import { signalName } from '../../../shared/signals.ts';
import { Fact, Facts, formatTime, plainText, Section } from '../../ui/index.ts';
import { explainExitCode } from './exit-code.ts';
import { type Health, healthOf } from './health.ts';
import styles from './Overview.module.css';

function Ended({ details, summary }: { readonly details: ContainerDetails; readonly summary: ContainerSummary }) {
  if (details.checkpointed) return <Frozen details={details} summary={summary} />;
  if (summary.exitedAt === null && summary.exitCode === null) return null;
  const { exitCode } = summary;
  const isBad = hasFailed({ ...summary, oomKilled: details.oomKilled });
  const meaning = exitCode === null ? null : explainExitCode(exitCode, details.oomKilled);
  return (
    <>
      {summary.exitedAt !== null && <Fact name="Ended">{formatTime(summary.exitedAt)}</Fact>}
      {exitCode !== null && (
        <Fact name="Exit code">
          <span data-tone={isBad ? 'bad' : undefined} className={styles.exit}>
            {exitCode}
          </span>
          {meaning !== null && <span className={styles.meaning}> {meaning}</span>}
        </Fact>
      )}
    </>
  );
}

function Frozen({ details, summary }: { readonly details: ContainerDetails; readonly summary: ContainerSummary }) {
  const at = details.checkpoint?.madeAt ?? summary.exitedAt;
  return (
    <Fact name="Frozen">
      {at !== null && formatTime(at)}
      <span className={styles.meaning}> It goes on where it was when it is restored.</span>
    </Fact>
  );
}

function HealthFact({ health }: { readonly health: Health }) {
  const streak = health.failingStreak > 0 ? `, failed ${health.failingStreak} times in a row` : '';
  return (
    <Fact name="Health">
      {health.status}
      {streak}
      {health.lastOutput !== null && <span className={styles.meaning}> {health.lastOutput}</span>}
    </Fact>
  );
}

/** Podman's restart policies as people say them; empty: none was asked for. */
const policyWords: Readonly<Record<string, string>> = {
  '': 'never',
  no: 'never',
  always: 'always',
  'on-failure': 'when it has failed',
  'unless-stopped': 'always, unless it was stopped',
};

/** When it was made, ran and ended, and what happens then. */
export function LifeSection({
  details,
  summary,
}: {
  readonly details: ContainerDetails;
  readonly summary: ContainerSummary;
}) {
  const health = healthOf(details.inspect);
  const { restartCount, restartTries, restartFault } = details;
  const most = restartTries === null ? '' : `, ${restartTries} times at most`;
  const restarts = restartCount > 0 ? `, ${restartCount} so far` : '';
  const policy = policyWords[details.restartPolicy] ?? details.restartPolicy;
  return (
    <Section title="Life">
      <Facts>
        <Fact name="Created">{formatTime(summary.createdAt)}</Fact>
        <Fact name="Started">{summary.startedAt === null ? 'never' : formatTime(summary.startedAt)}</Fact>
        <Ended details={details} summary={summary} />
        {health !== null && <HealthFact health={health} />}
        {details.restored && <Fact name="Restored">It goes on from a checkpoint</Fact>}
        <Fact name="Restart policy">{`${policy}${most}${restarts}`}</Fact>
        {restartFault !== null && (
          <Fact name="Not restarted">
            <span data-tone="bad" className={styles.exit}>
              {plainText(restartFault)}
            </span>
          </Fact>
        )}
        <Fact name="Stop">{`${signalName(details.stopSignal)}, then SIGKILL after ${details.stopTimeoutSeconds} s`}</Fact>
      </Facts>
    </Section>
  );
}
