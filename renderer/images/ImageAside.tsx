import { type ReactNode, useEffect, useState } from 'react';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { ImageDetails } from '../../shared/image.ts';
import { call } from '../bridge/index.ts';
import { EnvironmentSection } from '../details/overview/EnvironmentSection.tsx';
import { useContainersOf } from '../state/containers.ts';
import { showContainer } from '../state/navigation.ts';
import {
  Aside,
  Button,
  ErrorNotice,
  Fact,
  Facts,
  formatBytes,
  formatTime,
  IconButton,
  Link,
  plainText,
  Section,
} from '../ui/index.ts';
import { quoteWord } from '../ui/shell-words.ts';
import styles from './Images.module.css';
import type { RowActions } from './row-entries.ts';
import { calledAs, type ImageRow, shortId } from './rows.ts';

interface AsideProps {
  readonly engineId: string;
  readonly row: ImageRow;
  readonly actions: RowActions;
  readonly onUntag: (name: string) => void;
  readonly onClose: () => void;
}

/** Keys that run over many rows make one question of the last. */
const settleMs = 40;

/** What an image's id stands for never changes: read once for as long as it is shown. */
function useDetails(engineId: string, imageId: string) {
  const [details, setDetails] = useState<ImageDetails | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads again
  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      try {
        const answer = await call('images.inspect', { engineId, imageId });
        if (!isOver) setDetails(answer);
      } catch (thrown) {
        if (!isOver) setError(toErrorData(thrown));
      }
    };
    const timer = setTimeout(() => void read(), settleMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [engineId, imageId, tries]);
  const again = (): void => {
    setError(null);
    setTries(tries + 1);
  };
  return { details, error, again };
}

const line = (words: readonly string[]): string => words.map(quoteWord).join(' ');

function RunSection({ details }: { readonly details: ImageDetails }) {
  const { entrypoint, command, user, workingDirectory, stopSignal, ports, volumes } = details;
  const says = entrypoint.length + command.length > 0;
  return (
    <Section title="What its containers run">
      <Facts>
        <Fact name="Entry point" copy={line(entrypoint)} code>
          {line(entrypoint)}
        </Fact>
        <Fact name="Command" copy={line(command)} code={says}>
          {says ? line(command) : 'none: say it when you create one'}
        </Fact>
        <Fact name="User">{user === '' ? 'root (it names none)' : user}</Fact>
        <Fact name="Directory" code>
          {workingDirectory || '/'}
        </Fact>
        <Fact name="Stop signal">{stopSignal || 'SIGTERM'}</Fact>
        <Fact name="Ports">{ports.join(', ')}</Fact>
        <Fact name="Volumes" code>
          {volumes.join('\n')}
        </Fact>
      </Facts>
    </Section>
  );
}

function Layers({ layers }: { readonly layers: readonly string[] }) {
  const ids = layers.map((each) => each.replace(/^sha256:/, ''));
  return (
    <Section title={ids.length === 1 ? '1 layer' : `${ids.length} layers`}>
      <ol className={styles.lines}>
        {ids.map((id) => (
          <li key={id} className={styles.code}>
            {shortId(id)}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Each leads to its row. */
function Users({ engineId, row }: Pick<AsideProps, 'engineId' | 'row'>): ReactNode {
  const containers = useContainersOf(engineId);
  const users = [...containers.values()].filter(({ imageId }) => imageId.endsWith(row.id));
  if (users.length === 0) return <Fact name="Used by">no container</Fact>;
  return (
    <Fact name="Used by">
      <span className={styles.lines}>
        {users.map(({ id, name }) => (
          <span key={id}>
            <Link onPress={() => showContainer(id)}>{plainText(name)}</Link>
          </span>
        ))}
      </span>
    </Fact>
  );
}

/** One image in full, with what can be done to it. */
export function ImageAside({ engineId, row, actions, onUntag, onClose }: AsideProps) {
  const { details, error, again } = useDetails(engineId, row.id);
  const name = plainText(calledAs(row));
  return (
    <Aside
      label={`Image ${name}`}
      title={row.name === '' ? name : plainText(row.name)}
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" onPress={() => actions.createOf(row)}>
            Create container…
          </Button>
          <Button onPress={() => actions.rename(row)}>Name…</Button>
          <Button variant="danger" onPress={() => actions.remove([row])}>
            Remove…
          </Button>
        </>
      }
    >
      <Section title="Image">
        <Facts>
          <Fact name="Names">
            {row.names.length === 0 ? null : (
              <span className={styles.lines}>
                {row.names.map((each) => (
                  <span key={each} className={styles.line}>
                    <span className={styles.code}>{plainText(each)}</span>
                    <IconButton
                      label={`Remove the name ${plainText(each)}`}
                      note="the image stays"
                      icon="close"
                      onPress={() => onUntag(each)}
                    />
                  </span>
                ))}
              </span>
            )}
          </Fact>
          <Fact name="Id" copy={row.id} code>
            {shortId(row.id)}
          </Fact>
          <Fact name="Size">{formatBytes(row.sizeBytes)}</Fact>
          <Fact name="Created">{formatTime(row.createdAt)}</Fact>
          <Users engineId={engineId} row={row} />
          {details !== null && (
            <>
              <Fact name="Made for">{`${details.os} ${details.architecture}`}</Fact>
              {details.digest !== null && (
                <Fact name="Digest" copy={details.digest} code>
                  {`${details.digest.slice(0, 19)}…`}
                </Fact>
              )}
            </>
          )}
        </Facts>
      </Section>
      {error !== null && <ErrorNotice error={error} onRetry={again} />}
      {details !== null && (
        <>
          <RunSection details={details} />
          <EnvironmentSection environment={details.environment} />
          <Layers layers={details.layers} />
        </>
      )}
    </Aside>
  );
}

/** Several images at once. */
export function SelectionAside(props: {
  readonly rows: readonly ImageRow[];
  readonly actions: RowActions;
  readonly onClose: () => void;
}) {
  const { rows, actions, onClose } = props;
  const used = rows.filter(({ users }) => users.length > 0).length;
  return (
    <Aside
      label="Selected images"
      title={`${rows.length} images`}
      onClose={onClose}
      actions={
        <Button variant="danger" onPress={() => actions.remove(rows)}>
          Remove…
        </Button>
      }
    >
      <Section title="Together">
        <Facts>
          <Fact name="Size">{`up to ${formatBytes(rows.reduce((sum, row) => sum + row.sizeBytes, 0))}: layers may be shared`}</Fact>
          <Fact name="In use">{used === 0 ? 'none of them' : `${used}`}</Fact>
        </Facts>
      </Section>
    </Aside>
  );
}
